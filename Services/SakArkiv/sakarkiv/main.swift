import Foundation
import SakArkivCommand

// Whatever is made here, data directories above all, and by the services started here: nobody else reads it.
umask(0o077)
let code = await SakArkiv.main(arguments: Array(CommandLine.arguments.dropFirst()))
exit(code.rawValue)
