#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Directories over HTTPS: yp.xml with an ETag, and radio-browser's pages. FOLDER holds certificate.pem and key.pem.
Says `PORT n`, then a line for each request: its path, and If-None-Match."""
import http.server
import json
import ssl
import sys
import urllib.parse

YP = """<directory><entry><server_name>One</server_name><listen_url>http://a.example/1</listen_url></entry>
<entry><server_name>Two</server_name><listen_url>http://a.example/2</listen_url></entry></directory>"""
STATIONS = [{"stationuuid": f"u{n}", "name": f"Station {n}", "url": f"http://b.example/{n}"} for n in range(5)]


class Directories(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.urlparse(self.path)
        known = self.headers.get("If-None-Match", "")
        print(asked.path, known, flush=True)
        if asked.path == "/yp.xml" and known == '"one"':
            return self.give(304, "")
        if asked.path == "/yp.xml":
            return self.give(200, YP)
        if asked.path == "/json/stations":
            query = urllib.parse.parse_qs(asked.query)
            offset, limit = int(query["offset"][0]), int(query["limit"][0])
            return self.give(200, json.dumps(STATIONS[offset:offset + limit]))
        return self.give(404, "")

    def give(self, status, body):
        self.send_response(status)
        self.send_header("ETag", '"one"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *unused):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Directories)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1] + "/certificate.pem", sys.argv[1] + "/key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
print("PORT", server.server_port, flush=True)
server.serve_forever()
