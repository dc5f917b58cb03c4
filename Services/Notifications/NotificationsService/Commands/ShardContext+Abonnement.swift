import Contracts
import Domain
import ShardRuntime

extension Command {
    /// The payload of the command; the same for the same wish, so that an idempotency key can tell a repeat.
    func encoded() throws -> [UInt8] { try JSONValue(encoding: self).encoded() }
}

extension ShardContext {
    /// The subscription, where it is this actor's and they may know of it: nobody learns of others'.
    func abonnement(_ id: SystemID, of aktoer: Leser) throws -> Abonnementslager.Rad {
        guard let rad = try Abonnementslager(database).finn(id, aktoer, now.norskDato) else {
            throw Rejection(
                .ikkefunnet, [Fault(pointer: "/id", code: "not_found", message: "you have no subscription \(id) in \(kommune)")])
        }
        return rad
    }

    /// A subscription of this actor's that something is sent to.
    func levering(_ id: SystemID, of aktoer: Leser) throws -> (rad: Abonnementslager.Rad, levering: Leveringslager.Rad) {
        let rad = try abonnement(id, of: aktoer)
        guard let levering = try Leveringslager(database).finn(id) else {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "/id", code: "nothing_is_sent", message: "this subscription is read by its owner; nothing is sent")])
        }
        return (rad, levering)
    }
}
