"""The drill of the files: the share with the content is not mounted, an empty directory lies in its place."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from passage.topics import read_topic  # noqa: E402


class ContentAway:
    name, title, counts = "content-away", "the content share is not mounted: an empty directory is there", (1,)
    second_lane = True

    def run(self, stage):
        stage.build(("registry", "documents"))
        load = stage.open(load=False, with_files=True)
        for _ in range(12):
            load.publish()
        load.flush()
        stage.until("files are stored", lambda: self._files(stage), 30)
        stage.wait(1)
        kommune, objekt = self._files(stage)[0]
        path, installation = f"/dokumentobjekter/{objekt}/fil?kommune={kommune}", stage.installation
        documents = installation.of("documents")[0]
        token = {"Authorization": f"Bearer {installation.token('arkivar')}"}
        stage.until("the file is there", lambda: documents.get(path, 3, token)[0] == 200, 20)
        aside = installation.content + ".aside"
        stage.fault("the share goes")
        os.rename(installation.content, aside)
        os.makedirs(installation.content)
        stage.until("it notices", lambda: documents.get("/readyz", 3)[0] == 503, 20)
        ready = documents.get("/readyz", 3)
        status, text = documents.get(path, 5, token)
        stage.demand("/readyz is 503", ready[0] == 503, f"{ready[0]} {ready[1][:160]}")
        stage.demand("a file that cannot be read is 503", status == 503, f"{status} {text[:120]}")
        for _ in range(6):
            load.publish()
        load.flush()
        stage.wait(4)
        fired = stage.alarms()
        stage.demand("an alarm says that the content is away", "ContentAway" in fired or "FilesUnreadable" in fired, fired)
        documents.stop()
        documents.start()
        stage.wait(3)
        ended = documents.process.poll()
        stage.demand("a start without the share is not ready", ended is not None or documents.get("/readyz", 3)[0] != 200,
                     f"exit code {ended}" if ended is not None else documents.get("/readyz", 3)[0])
        written = [os.path.join(where, name) for where, _, names in os.walk(installation.content) for name in names]
        stage.demand("nothing is written under the empty mount point", not written, f"{len(written)} files, {written[:1]}")
        if ended is None:
            documents.stop()
        os.rename(installation.content, installation.content + ".empty")
        os.rename(aside, installation.content)
        documents.start()
        documents.wait_ready(60)
        stage.over("the share is back")
        documents.away = False
        status, text = documents.get(path, 5, token)
        stage.demand("the file is there again", status == 200, status)
        stage.until("the files of the time between are stored", lambda: len(self._files(stage)) >= 6, 30)
        stage.settle()
        stage.judge()
        stage.say(f"{len(self._files(stage))} files stored")

    @staticmethod
    def _files(stage):
        """(kommune, dokumentobjekt) of the files that documents says to have stored."""
        found = []
        for _, headers, value in read_topic(stage.brokers.bootstrap, f"{stage.prefix}documents.commits"):
            if headers["kind"] == b"claim":
                continue
            header, _, body = value.partition(b"\n")
            found += [(json.loads(header)["kommune"], event["data"]["dokumentobjekt"]) for event in json.loads(body)["events"]
                      if event["type"] == "fil.lagret"]
        return found
