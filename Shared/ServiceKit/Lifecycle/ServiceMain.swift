import Foundation

/// The entry of every service's executable: command line, configuration, signals, exit code.
public enum ServiceMain {
    /// Does what the command line says and ends the process. Call it from `main.swift` as the first and only thing.
    public static func run(_ definition: ServiceDefinition) -> Never {
        // Whatever a library or a tool makes for this process, nobody else reads it.
        umask(0o077)
        SignalThread.block()
        let request = ServiceCommandLine(definition, arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
        let process: ServiceProcess
        switch request.outcome {
        case .finished(let text, let code):
            let stream = code == .ok ? FileHandle.standardOutput : FileHandle.standardError
            stream.write(Data(text.utf8))
            exit(code.rawValue)
        case .run(let ready, let warnings):
            FileHandle.standardError.write(Data(warnings.utf8))
            process = ready
        }
        Task.detached {
            let code = await process.run()
            // Not `exit`: its handlers would pull the ground from under threads that a second signal left running.
            fflush(nil)
            _exit(code.rawValue)
        }
        SignalThread.listen { process.receive(signal: $0) }
    }
}
