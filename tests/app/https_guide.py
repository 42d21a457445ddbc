#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A guide over HTTPS: the files of FOLDER by their path, or, with a third argument, whatever http://HOST:PORT answers,
as a proxy does that says X-Forwarded-Proto. FOLDER holds certificate.pem and key.pem; without them it is HTTP. Listens
on ADDRESS, says `PORT n`, then a line for each request."""
import http.client
import http.server
import os
import ssl
import sys
import urllib.parse

FOLDER, ADDRESS, BEHIND = sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""


class Guide(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print("GET", self.path, flush=True)
        if BEHIND:
            connection = http.client.HTTPConnection(BEHIND, timeout=30)
            connection.request("GET", self.path, headers={"X-Forwarded-Proto": "https"})
            answer = connection.getresponse()
            return self.give(answer.status, answer.read())
        path = FOLDER + urllib.parse.urlparse(self.path).path
        if not os.path.isfile(path):
            return self.give(404, b"")
        with open(path, "rb") as file:
            return self.give(200, file.read())

    def give(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        pass


server = http.server.ThreadingHTTPServer((ADDRESS, 0), Guide)
if os.path.exists(FOLDER + "/key.pem"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER + "/certificate.pem", FOLDER + "/key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
print("PORT", server.server_port, flush=True)
server.serve_forever()
