"""Messages with files, as a partner's system makes them: files in the JSON, in an ASiC-E container, uploaded before, and wrong ones."""
import base64
import hashlib
import io
import json
import random
import uuid
import zipfile
from xml.sax.saxutils import escape

OPPRETT = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
ASICE = "application/vnd.etsi.asic-e+zip"
KOMMUNER = {"970540008": ("3403", "Hamar"), "964950679": ("3412", "Løten"), "970169717": ("3413", "Stange")}
# Primary classes of a new municipality's K-code key and how many years they keep; None = for ever.
KLASSER = {"2": 5, "5": 10, "L": None}


class Message:
    """What was sent, and what must come of it."""

    def __init__(self, number, kommune, rng):
        self.number, self.kommune = number, kommune
        self.id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        self.kind = ("filer", "container", "upload", "none")[number % 4]
        self.klasse = list(KLASSER)[number % 3]
        self.files = []
        self.broken = set()
        self.is_closed = False
        if self.kind != "none":
            for index in range(1 + number % 2):
                self.files.append((f"fil-{number}-{index}.txt", text_file(number, index, rng)))
        # Now and then the sender states a checksum that is not the file's: the registration stands, the file is refused.
        if self.kind == "filer" and number % 40 == 0:
            self.broken.add(self.files[0][0])

    @property
    def source(self):
        return f"/no/{self.kommune}/byggsak"

    def reference(self, name, content):
        return f"sha256:{hashlib.sha256(content).hexdigest()}" if self.kind == "upload" else name

    def checksum(self, name, content):
        return "0" * 64 if name in self.broken else hashlib.sha256(content).hexdigest()

    def record(self):
        """Value and headers for the partner's topic."""
        if self.kind == "container":
            headers = {"ce_specversion": "1.0", "ce_id": self.id, "ce_source": self.source, "ce_type": OPPRETT,
                       "ce_kommune": self.kommune, "content-type": ASICE}
            return container(self), headers
        event = {"specversion": "1.0", "id": self.id, "source": self.source, "type": OPPRETT, "kommune": self.kommune,
                 "datacontenttype": "application/json", "data": arkivmelding(self)}
        return json.dumps(event, ensure_ascii=False).encode(), {"content-type": "application/cloudevents+json"}


def text_file(number, index, rng):
    """A text file of 1–40 kB, different from every other one."""
    words = ["sak", "vedtak", "søknad", "høring", "befaring", "kart", "nabo", "æ", "ø", "å"]
    lines = [f"Dokument {number}/{index}"]
    while sum(map(len, lines)) < 1000 + rng.randrange(39_000):
        lines.append(" ".join(rng.choice(words) for _ in range(12)) + f" {rng.getrandbits(64):x}")
    return "\n".join(lines).encode()


def key(message, suffix=""):
    return {"fagsystem": "byggsak", "noekkel": f"passage-{message.number}{suffix}"}


def arkivmelding(message):
    """The message as JSON."""
    documents = [
        {"tittel": f"Dokument {index}", "dokumentstatus": {"kode": "F"}, "tilknyttetRegistreringSom": {"kode": "H" if index == 0 else "V"},
         "dokumentobjekt": [
             {"versjonsnummer": 1, "variantformat": {"kode": "P"}, "format": {"kode": "x-fmt/111"}, "filnavn": name,
              "referanseDokumentfil": message.reference(name, content), "sjekksum": message.checksum(name, content),
              "sjekksumAlgoritme": "SHA-256", "filstoerrelse": len(content)}]}
        for index, (name, content) in enumerate(message.files)
    ]
    carried = message.files if message.kind == "filer" else []
    melding = {
        "system": "byggsak", "antallFiler": len(carried),
        "mappe": {"type": "saksmappe", "tittel": f"Sak {message.number}", "referanseEksternNoekkel": key(message),
                  "klassifikasjon": [{"klassifikasjonssystemID": "K-koder", "klasseID": message.klasse}]},
        "registrering": {
            "type": "journalpost", "tittel": f"Brev {message.number}", "journalposttype": {"kode": "U"},
            "journalstatus": {"kode": "A"}, "referanseEksternNoekkel": key(message, "/1"), "dokumentbeskrivelse": documents,
            "korrespondansepart": [{"korrespondanseparttype": {"kode": "EM"}, "korrespondansepartNavn": "Kari Nordmann"}]},
    }
    if carried:
        melding["filer"] = [{"navn": name, "data_base64": base64.b64encode(content).decode()} for name, content in carried]
    return melding


def container(message):
    """The message as XML in an ASiC-E container with its files."""
    melding = arkivmelding(message)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ASICE)
        archive.writestr("arkivmelding.xml", xml(message, melding), zipfile.ZIP_DEFLATED)
        for name, content in message.files:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def element(name, content):
    return f"<{name}>{escape(str(content))}</{name}>"


def kode(name, value):
    return f"<{name}><m:kode>{escape(value['kode'])}</m:kode></{name}>"


def ekstern(value):
    return f"<referanseEksternNoekkel>{element('m:fagsystem', value['fagsystem'])}{element('m:noekkel', value['noekkel'])}</referanseEksternNoekkel>"


def xml(message, melding):
    """The same content in Fiks Arkiv's XML; the order of the elements is the schema's."""
    mappe, post = melding["mappe"], melding["registrering"]
    documents = "".join(dokument_xml(document) for document in post["dokumentbeskrivelse"])
    part = post["korrespondansepart"][0]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<arkivmelding xmlns="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1" '
        'xmlns:m="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{element('system', melding['system'])}{element('antallFiler', len(message.files))}"
        f'<mappe xsi:type="saksmappe">{element("tittel", mappe["tittel"])}'
        f"<klassifikasjon>{element('klassifikasjonssystemID', 'K-koder')}{element('klasseID', message.klasse)}</klassifikasjon>"
        f"{ekstern(mappe['referanseEksternNoekkel'])}</mappe>"
        f'<registrering xsi:type="journalpost">{documents}{element("tittel", post["tittel"])}'
        f"<korrespondansepart>{kode('korrespondanseparttype', part['korrespondanseparttype'])}"
        f"{element('korrespondansepartNavn', part['korrespondansepartNavn'])}</korrespondansepart>"
        f"{ekstern(post['referanseEksternNoekkel'])}{kode('journalposttype', post['journalposttype'])}"
        f"{kode('journalstatus', post['journalstatus'])}</registrering></arkivmelding>"
    ).encode()


def dokument_xml(document):
    file = document["dokumentobjekt"][0]
    return (
        "<dokumentbeskrivelse>" + kode("dokumentstatus", document["dokumentstatus"]) + element("tittel", document["tittel"])
        + kode("tilknyttetRegistreringSom", document["tilknyttetRegistreringSom"])
        + "<dokumentobjekt>" + element("versjonsnummer", 1) + kode("variantformat", file["variantformat"]) + kode("format", file["format"])
        + element("filnavn", file["filnavn"]) + element("referanseDokumentfil", file["referanseDokumentfil"])
        + element("sjekksum", file["sjekksum"]) + element("sjekksumAlgoritme", file["sjekksumAlgoritme"])
        + element("filstoerrelse", file["filstoerrelse"]) + "</dokumentobjekt></dokumentbeskrivelse>")


def make(number, seed):
    """The message of that number; the same seed gives the same one."""
    return Message(number, list(KOMMUNER)[number % 3], random.Random(f"{seed}/{number}"))
