import Contracts
import HTTPServer

/// A list as it is answered: `{"neste": …, "treff": […]}`.
enum ObjectPage {
    /// The answer with these objects, each JSON already, and where the next page is.
    static func response(_ objects: [[UInt8]], neste: String? = nil) -> HTTPResponse {
        var writer = JSONWriter()
        writer.write(raw: "{")
        if let neste {
            writer.write(raw: "\"neste\":")
            writer.write(text: neste)
            writer.write(raw: ",")
        }
        writer.write(raw: "\"treff\":[")
        for (index, object) in objects.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            writer.write(raw: object)
        }
        writer.write(raw: "]}")
        return .json(writer.bytes)
    }
}
