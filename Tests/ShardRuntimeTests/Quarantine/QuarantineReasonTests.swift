import Domain
import Foundation
@testable import ShardRuntime
import Testing

struct QuarantineReasonTests {
    private func shown(_ pointer: String, _ code: String, _ message: String) -> Fault {
        QuarantineReason.shown(Fault(pointer: pointer, code: code, message: message))
    }

    @Test(arguments: ["unknown_value", "invalid_date", "wrong_type", "shape_mismatch", "internal_error", "a_code_of_tomorrow", "failing"])
    func `whatever a fault says, nothing of the message is kept`(code: String) {
        let fault = shown("/data/mappe/tittel", code, "«Ola Nordmann» is wrong: Ola Nordmann, \"Ola\"")
        #expect(fault.code == code && fault.pointer == "/data/mappe/tittel")
        #expect(!fault.message.contains("Ola") && !fault.message.isEmpty)
    }

    @Test func `the position in a text that could not be read is kept`() {
        #expect(shown("", "not_json", "byte 41: the name \"Ola\" stands twice").message == "byte 41: this is not JSON")
        #expect(shown("", "not_well_formed", "line 3, column 14: Ola").message == "line 3, column 14: this is not well-formed XML")
        #expect(shown("", "not_json", "Ola 41: x").message == "this is not JSON")
        #expect(shown("", "not_json", "byte Ola: x").message == "this is not JSON")
    }

    @Test func `the runtime's own words are kept`() {
        #expect(shown("", "kept_in_part", "9 of 10 bytes are kept here").message == "9 of 10 bytes are kept here")
    }

    @Test(arguments: [
        ("", ""), ("/kommune", "/kommune"), ("/data/mappe/part/12/partNavn", "/data/mappe/part/12/partNavn"),
        ("/arkivmelding/mappe[1]/@xsi:type", "/arkivmelding/mappe[1]/@xsi:type"), ("/data/Ola Nordmann/tittel", "/data/…/tittel"),
        ("/Nordmann", "/…"), ("/data/mappe/Nordmann[2]", "/data/mappe/…"),
        ("/data/arkivmelding/filer/0/data_base64", "/data/arkivmelding/filer/0/data_base64"),
        ("/data/01017012345", "/data/…"), ("/data/ola@example.no<", "/data/…"),
    ])
    func `of a place only the names that the contract has are kept`(pointer: String, told: String) {
        #expect(shown(pointer, "wrong_type", "x").pointer == told)
    }
}
