import ServiceKit
import Transfer

/// Every key of delivery, with its default and unit.
enum DeliveryConfiguration {
    /// The keys.
    struct Keys: Sendable {
        let secretsKey = ConfigurationKey<SealingKeys?>(
            "SAKARKIV_NOTIFICATIONS_SECRETS_KEY", .optional(.sealingKeys), secret: true,
            "what the webhooks' secrets are encrypted with: 32 random bytes as base64; older ones after it, separated by commas")
        let allowedNetworks = ConfigurationKey<[IPNetwork]>(
            "SAKARKIV_NOTIFICATIONS_WEBHOOK_ALLOWED_NETWORKS", .networks, default: "",
            "networks that webhooks may be sent to although they are not public, such as 10.20.0.0/16")
        let timeout = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_WEBHOOK_TIMEOUT_SECONDS", .seconds(1...300), default: "20", unit: "seconds",
            "how long a webhook's receiver may take to answer")
        let perTarget = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_WEBHOOKS_PER_TARGET", .integer(1...1_000), default: "8", unit: "requests",
            "how many requests one receiver (host and port) gets at a time; those of one case still go one after the other")
        let atOnce = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_WEBHOOKS_AT_ONCE", .integer(1...2_000), default: "256", unit: "requests",
            "how many requests are under way at a time, to all receivers together")
        let firstWait = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_RETRY_FIRST_SECONDS", .seconds(1...3_600), default: "10", unit: "seconds",
            "the bound of the wait after the first failure; it doubles with each one")
        let longestWait = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_RETRY_LONGEST_SECONDS", .seconds(1...86_400), default: "21600", unit: "seconds",
            "the longest bound of a wait between two attempts")
        let retryHours = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_RETRY_HOURS", .integer(1...720), default: "96", unit: "hours",
            "how long a delivery is tried; when nothing at all got through for so long, the subscription is disabled")
        let smtpHost = ConfigurationKey<String?>(
            "SAKARKIV_NOTIFICATIONS_SMTP_HOST", .optional(.text), "the mail server; without it no e-mail is sent")
        let smtpPort = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_SMTP_PORT", .integer(1...65_535), default: "587", "the mail server's port")
        let smtpSecurity = ConfigurationKey<SMTPSecurity>(
            "SAKARKIV_NOTIFICATIONS_SMTP_SECURITY", .choice, default: "starttls", "how the connection to the mail server is protected")
        let smtpUser = ConfigurationKey<String?>(
            "SAKARKIV_NOTIFICATIONS_SMTP_USER", .optional(.text), "the name at the mail server, where it asks for one")
        let smtpPassword = ConfigurationKey<String?>(
            "SAKARKIV_NOTIFICATIONS_SMTP_PASSWORD", .optional(.text), secret: true, "the password at the mail server")
        let smtpTimeout = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_SMTP_TIMEOUT_SECONDS", .seconds(1...600), default: "60", unit: "seconds",
            "how long handing one e-mail to the mail server may take")
        let mailFrom = ConfigurationKey<String?>(
            "SAKARKIV_NOTIFICATIONS_MAIL_FROM", .optional(.mailAddress), "the address that e-mail comes from")
        let mailsAtOnce = ConfigurationKey(
            "SAKARKIV_NOTIFICATIONS_MAILS_AT_ONCE", .integer(1...64), default: "4", unit: "e-mails",
            "how many e-mails are handed to the mail server at a time")
        let mailDomains = ConfigurationKey<MailDomains?>(
            "SAKARKIV_NOTIFICATIONS_MAIL_DOMAINS", .optional(.mailDomains),
            "the domains that e-mail may be sent to, such as hamar.kommune.no,.stange.kommune.no (with a dot: all below it, not itself); none when not "
                + "given, in development mode only names that can be nobody's, such as example.com")
        let publicURL = ConfigurationKey<String?>(
            "SAKARKIV_NOTIFICATIONS_PUBLIC_URL", .optional(.url),
            "what the links in e-mails begin with: where their readers reach any instance, https://; needed with MAIL_DOMAINS, in development mode this "
                + "instance's own address when not given")

        var listed: [ListedKey] {
            [
                secretsKey.listed, allowedNetworks.listed, timeout.listed, perTarget.listed, atOnce.listed, firstWait.listed,
                longestWait.listed, retryHours.listed, smtpHost.listed, smtpPort.listed, smtpSecurity.listed, smtpUser.listed,
                smtpPassword.listed, smtpTimeout.listed, mailFrom.listed, mailsAtOnce.listed, mailDomains.listed, publicURL.listed,
            ]
        }
    }

    static let keys = Keys()
}

/// How the connection to the mail server is protected, as it is configured.
enum SMTPSecurity: String, CaseIterable, Sendable {
    case tls
    case starttls
    case none
}

extension SettingType where Value == SealingKeys {
    /// One to eight keys.
    static let sealingKeys = SettingType(accepts: "one to eight times 32 bytes as base64, separated by commas", parse: SealingKeys.parse)
}

extension SettingType where Value == [IPNetwork] {
    /// Networks such as `10.20.0.0/16,fd00::/8`; none for an empty text.
    static let networks = SettingType(accepts: "networks such as 10.20.0.0/16, separated by commas") { text in
        let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }
        let networks = parts.compactMap { IPNetwork($0) }
        return networks.count == parts.count ? networks : nil
    }
}

extension SettingType where Value == String {
    /// A plain mail address.
    static let mailAddress = SettingType(accepts: "an e-mail address") { MailAddress.isValid($0) ? $0 : nil }
}

extension SettingType where Value == MailDomains {
    /// Domains, separated by commas.
    static let mailDomains = SettingType(accepts: "up to \(MailDomains.limitDomains) domains, separated by commas") { MailDomains($0) }
}
