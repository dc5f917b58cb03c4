import Contracts
import Crypto
import Domain
import ServiceKit

extension DeliverySettings {
    /// New keys for a webhook. With an idempotency key they are made from it and the request, so that a request that is made again, because its
    /// answer was lost, is the same one and gets the same secret.
    func newKeys(for request: AuthorizedRequest) -> WebhookKeys? {
        guard let key = request.request.headers["Idempotency-Key"] else {
            return WebhookKeys(bytes: randomBytes(WebhookKeys.byteCount))
        }
        let text = Array("\(request.principal.identity)\u{0}\(key)\u{0}\(request.request.path)\u{0}".utf8) + request.request.body
        return WebhookKeys(bytes: sealing.derive("webhook secret", text) + sealing.derive("webhook seed", text))
    }
}

extension JSONValue {
    /// Adds to a subscription's JSON what is told once, to whoever made the keys.
    mutating func showOnce(_ keys: WebhookKeys) {
        var levering = self["levering"] ?? .object([:])
        levering.set("hemmelighet", .string(keys.shownSecret))
        levering.set("offentligNoekkel", .string(keys.shownPublicKey))
        set("levering", levering)
    }
}
