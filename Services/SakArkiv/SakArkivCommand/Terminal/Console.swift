import Foundation
import Synchronization

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// Colours and bars appear only where a person looks. A script that reads standard output never meets them.
final class Console: Sendable {
    /// One of the two streams.
    enum Stream: Sendable { case output, error }

    /// How a word is set off from the others.
    enum Style: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    private let write: @Sendable (Stream, String) -> Void
    private let colours: Bool
    /// Is standard error a terminal, so that a line can be rewritten?
    let isInteractive: Bool
    /// Columns of the terminal.
    let width: Int
    /// The line now standing unfinished at the bottom of the terminal (a progress bar).
    private let status = Mutex("")

    init(colours: Bool, isInteractive: Bool, width: Int, write: @escaping @Sendable (Stream, String) -> Void) {
        (self.colours, self.isInteractive, self.width, self.write) = (colours, isInteractive, width, write)
    }

    /// The same console with colours as the person asked.
    func colouring(_ wanted: Bool) -> Console { Console(colours: wanted, isInteractive: isInteractive, width: width, write: write) }

    /// A line of the result.
    func print(_ line: String) { line_(.output, line) }

    /// A line for the person at the screen.
    func note(_ line: String) { line_(.error, line) }

    /// Text of the result as it is.
    func printRaw(_ text: String) { write(.output, text) }

    /// `text` in a style, where styles are wanted.
    func styled(_ text: String, _ styles: Style...) -> String {
        guard colours, !text.isEmpty, !styles.isEmpty else { return text }
        return "\u{1B}[\(styles.map(\.rawValue).joined(separator: ";"))m\(text)\u{1B}[0m"
    }

    /// Sets, changes or (with an empty text) removes the last line of a terminal. Does nothing elsewhere.
    func showStatus(_ text: String) {
        guard isInteractive else { return }
        status.withLock { current in
            guard current != text else { return }
            current = text
            write(.error, "\r\u{1B}[2K\(text)")
        }
    }

    private func line_(_ stream: Stream, _ line: String) {
        status.withLock { current in
            guard isInteractive, !current.isEmpty else { return write(stream, line + "\n") }
            write(.error, "\r\u{1B}[2K")
            write(stream, line + "\n")
            write(.error, current)
        }
    }
}

extension Console {
    /// The process's own streams.
    static func standard(environment: [String: String]) -> Console {
        let terminal = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        let colours = isatty(STDOUT_FILENO) == 1 && terminal && (environment["NO_COLOR"] ?? "").isEmpty
        return Console(colours: colours, isInteractive: terminal, width: columns(environment)) { stream, text in
            let handle = stream == .output ? FileHandle.standardOutput : FileHandle.standardError
            // A reader that went away (`| head`) is no fault of the command; there is nobody left to tell.
            try? handle.write(contentsOf: Data(text.utf8))
        }
    }

    private static func columns(_ environment: [String: String]) -> Int {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment["COLUMNS"].flatMap(Int.init) ?? 100
    }
}
