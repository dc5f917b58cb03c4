extension FormatTable {
    /// Texts, drawings, data and containers.
    static let documents: [FileFormat] = [
        group(
            .pdf, "application/pdf", ["pdf"],
            [
                "fmt/14": "PDF 1.0", "fmt/15": "PDF 1.1", "fmt/16": "PDF 1.2", "fmt/17": "PDF 1.3", "fmt/18": "PDF 1.4",
                "fmt/19": "PDF 1.5", "fmt/20": "PDF 1.6", "fmt/276": "PDF 1.7", "fmt/1129": "PDF 2.0", "fmt/95": "PDF/A-1a",
                "fmt/354": "PDF/A-1b", "fmt/476": "PDF/A-2a", "fmt/477": "PDF/A-2b", "fmt/478": "PDF/A-2u", "fmt/479": "PDF/A-3a",
                "fmt/480": "PDF/A-3b", "fmt/481": "PDF/A-3u",
            ]),
        group(
            .text, "text/plain", ["txt"],
            ["x-fmt/111": "Plain text", "x-fmt/16": "Unicode text"]),
        group(
            .text, "text/csv", ["csv"],
            ["x-fmt/18": "CSV"]),
        group(
            .text, "application/json", ["json"],
            ["fmt/817": "JSON"]),
        group(
            .text, "application/ld+json", ["jsonld"],
            ["fmt/880": "JSON-LD"]),
        group(
            .text, "application/sql", ["sql"],
            ["fmt/206": "SQL"]),
        group(
            .xml, "application/xml", ["xml"],
            ["fmt/101": "XML 1.0", "fmt/1776": "XML 1.1"]),
        group(
            .xml, "application/xml", ["xsd"],
            ["x-fmt/280": "XML Schema"]),
        group(
            .svg, "image/svg+xml", ["svg"],
            ["fmt/91": "SVG 1.0", "fmt/92": "SVG 1.1"]),
        group(
            .gml, "application/gml+xml", ["gml", "xml"],
            ["x-fmt/227": "GML", "fmt/1047": "GML 3.2"]),
        group(
            .html, "text/html", ["html", "htm"],
            [
                "fmt/96": "HTML", "fmt/97": "HTML 2.0", "fmt/98": "HTML 3.2", "fmt/99": "HTML 4.0", "fmt/100": "HTML 4.01",
                "fmt/471": "HTML 5",
            ]),
        group(
            .html, "application/xhtml+xml", ["xhtml", "html", "htm"],
            ["fmt/102": "XHTML 1.0", "fmt/103": "XHTML 1.1"]),
        group(
            .sosi, "text/vnd.sosi", ["sos", "sosi"],
            ["fmt/1246": "SOSI", "fmt/1247": "SOSI 4.0", "fmt/1248": "SOSI 4.1", "fmt/1249": "SOSI 4.5", "fmt/1250": "SOSI 8.1"]),
        group(
            .ifc, "application/x-step", ["ifc"],
            ["fmt/659": "IFC 2x2", "fmt/699": "IFC 2x3", "fmt/700": "IFC 4"]),
        group(
            .ifc, "application/xml", ["ifcxml", "xml"],
            ["fmt/663": "IFC XML"]),
        group(
            .warc, "application/warc", ["warc"],
            ["fmt/289": "WARC", "fmt/1355": "WARC 1.0", "fmt/1281": "WARC 1.1"]),
        group(
            .rtf, "application/rtf", ["rtf"],
            ["fmt/45": "RTF 1.0-1.4", "fmt/50": "RTF 1.5-1.6", "fmt/52": "RTF 1.7", "fmt/53": "RTF 1.8", "fmt/355": "RTF 1.9"]),
        group(
            .postscript, "application/postscript", ["ps", "eps"],
            ["x-fmt/91": "PostScript 1.0", "x-fmt/406": "PostScript 2.0", "x-fmt/408": "PostScript 3.0"]),
        group(
            .mail, "message/rfc822", ["eml"],
            ["fmt/278": "Internet message"]),
        group(
            .mail, "application/vnd.ms-outlook", ["msg"],
            ["x-fmt/430": "Outlook message"]),
        group(
            .word, "application/msword", ["doc"],
            ["fmt/40": "Word 97-2003"]),
        group(
            .spreadsheet, "application/vnd.ms-excel", ["xls"],
            ["fmt/61": "Excel 97"]),
        group(
            .presentation, "application/vnd.ms-powerpoint", ["ppt"],
            ["fmt/126": "PowerPoint 97-2003"]),
        group(
            .container, "application/x-ole-storage", ["ole"],
            ["fmt/111": "OLE2 compound document"]),
        group(
            .word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"],
            ["fmt/412": "Word 2007 (OOXML)"]),
        group(
            .word, "application/vnd.openxmlformats-officedocument.wordprocessingml.template", ["dotx"],
            ["fmt/597": "Word template (OOXML)"]),
        group(
            .word, "application/vnd.ms-word.document.macroEnabled.12", ["docm"],
            ["fmt/523": "Word with macros (OOXML)"]),
        group(
            .word, "application/vnd.ms-word.template.macroEnabled.12", ["dotm"],
            ["fmt/599": "Word template with macros (OOXML)"]),
        group(
            .spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"],
            ["fmt/214": "Excel 2007 (OOXML)"]),
        group(
            .spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.template", ["xltx"],
            ["fmt/598": "Excel template (OOXML)"]),
        group(
            .spreadsheet, "application/vnd.ms-excel.sheet.macroEnabled.12", ["xlsm"],
            ["fmt/445": "Excel with macros (OOXML)"]),
        group(
            .presentation, "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"],
            ["fmt/215": "PowerPoint 2007 (OOXML)"]),
        group(
            .presentation, "application/vnd.openxmlformats-officedocument.presentationml.template", ["potx"],
            ["fmt/631": "PowerPoint template (OOXML)"]),
        group(
            .presentation, "application/vnd.openxmlformats-officedocument.presentationml.slideshow", ["ppsx"],
            ["fmt/629": "PowerPoint show (OOXML)"]),
        group(
            .presentation, "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ["pptm"],
            ["fmt/487": "PowerPoint with macros (OOXML)"]),
        group(
            .presentation, "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", ["ppsm"],
            ["fmt/630": "PowerPoint show with macros (OOXML)"]),
        group(
            .container, "application/zip", ["zip"],
            ["fmt/189": "Office Open XML"]),
        group(
            .word, "application/vnd.oasis.opendocument.text", ["odt", "ott"],
            [
                "fmt/136": "OpenDocument text 1.0", "fmt/290": "OpenDocument text 1.1", "fmt/291": "OpenDocument text 1.2",
                "fmt/1756": "OpenDocument text 1.3",
            ]),
        group(
            .spreadsheet, "application/vnd.oasis.opendocument.spreadsheet", ["ods", "ots"],
            [
                "fmt/137": "OpenDocument spreadsheet 1.0", "fmt/294": "OpenDocument spreadsheet 1.1",
                "fmt/295": "OpenDocument spreadsheet 1.2", "fmt/1755": "OpenDocument spreadsheet 1.3",
            ]),
        group(
            .presentation, "application/vnd.oasis.opendocument.presentation", ["odp", "otp"],
            [
                "fmt/138": "OpenDocument presentation 1.0", "fmt/292": "OpenDocument presentation 1.1",
                "fmt/293": "OpenDocument presentation 1.2", "fmt/1754": "OpenDocument presentation 1.3",
            ]),
        group(
            .container, "application/epub+zip", ["epub"],
            ["fmt/483": "EPUB"]),
        group(
            .container, "application/x-siard+zip", ["siard"],
            ["fmt/161": "SIARD 1.0", "fmt/995": "SIARD 2.0", "fmt/1196": "SIARD 2.1", "fmt/1777": "SIARD 2.2"]),
        group(
            .container, "application/zip", ["zip"],
            ["x-fmt/263": "ZIP"]),
        group(
            .container, "application/x-tar", ["tar"],
            ["x-fmt/265": "TAR"]),
        group(
            .container, "application/gzip", ["gz"],
            ["x-fmt/266": "GZIP"]),
    ].flatMap { $0 }
}
