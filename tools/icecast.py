# SPDX-License-Identifier: LGPL-2.1-or-later
"""A real icecast2 in a folder of its own, on loopback of whatever namespace it is started in."""

import json
import os
import pathlib
import shutil
import urllib.request

PASSWORD = "first-light"
PORT = 8000

CONFIGURATION = """<icecast>
  <limits><clients>100</clients><sources>8</sources><queue-size>262144</queue-size><burst-size>65536</burst-size></limits>
  <authentication>
    <source-password>{password}</source-password><relay-password>{password}</relay-password>
    <admin-user>admin</admin-user><admin-password>{password}</admin-password>
  </authentication>
  <hostname>localhost</hostname>
  <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <fileserve>0</fileserve>
  <paths>
    <logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot>
  </paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
  <security><chroot>0</chroot>{owner}</security>
</icecast>
"""


def configure(folder):
    """Writes the configuration; icecast2 refuses root, so as root it changes to its own user."""
    folder = pathlib.Path(folder)
    owner = ""
    if os.geteuid() == 0:
        owner = "<changeowner><user>icecast2</user><group>icecast</group></changeowner>"
        shutil.chown(folder, "icecast2", "icecast")
        folder.chmod(0o755)
    path = folder / "icecast.xml"
    path.write_text(CONFIGURATION.format(password=PASSWORD, port=PORT, folder=folder, owner=owner))
    return path


def source_url(mount):
    return f"http://source:{PASSWORD}@127.0.0.1:{PORT}/{mount}"


def listeners(status_json):
    """Listeners by mount, from the text of status-json.xsl."""
    sources = json.loads(status_json)["icestats"].get("source", [])
    if isinstance(sources, dict):
        sources = [sources]
    return {source["listenurl"].rsplit("/", 1)[-1]: source["listeners"] for source in sources}


def status():
    """The text of status-json.xsl, from inside the server's namespace."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/status-json.xsl", timeout=60) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    print(status())
