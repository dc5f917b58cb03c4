public import Domain

/// A command and who gives it, as it stands on the way to the owner: `{"actor": "<identity>", "command": {…}, "leser": {…}}`.
public struct GivenCommand<Wish: Command>: Command {
    /// The command's own.
    public static var commandType: String { Wish.commandType }

    /// Who gives it: goes into opprettetAv and the like.
    public var actor: String
    /// What is wanted.
    public var command: Wish
    /// What they may see, by their token. An earlier program did not write it, and one that does not know it passes over it.
    public var leser: Leser?

    /// Somebody's command.
    public init(actor: String, command: Wish, leser: Leser? = nil) { (self.actor, self.command, self.leser) = (actor, command, leser) }

    /// What they may see. Where nothing is said of it they are taken for somebody cleared for nothing, who sees what is open and what is theirs:
    /// an instance of an earlier program has asked before it gave the command, unless it was just taking the municipality over.
    public var giver: Leser { leser ?? .uklarert(actor) }
}
