import Domain
import ServiceKit
import Transfer

/// What delivery may do and with what: from the configuration in production, by hand in tests.
struct DeliverySettings: Sendable {
    /// What subscriptions' secrets are sealed with.
    var sealing: SealingKeys
    /// Where webhooks may go.
    var addresses: WebhookAddress
    /// Where partners' webhooks may go.
    var hosts = PartnerHosts(PartnerRegistry([]), isDevelopment: false)
    /// Where e-mail may go.
    var mailDomains = MailDomains.none
    /// What links in e-mails begin with; nil: this instance's own address.
    var publicURL: String?
    /// When what failed is tried again.
    var plan = Leveringsplan()
    /// How long a receiver may take to answer.
    var timeout: Duration = .seconds(20)
    /// How long connecting to a receiver may take.
    var connectTimeout: Duration = .seconds(5)
    /// The most that is read of an answer's body, bytes; what is beyond is left and the connection closed.
    var limitAnswerBytes = 16 << 10
    /// Requests to one target at a time.
    var perTarget = 8
    /// Requests at a time in all.
    var atOnce = 256
    /// Results are gathered for so long before they are committed together, milliseconds.
    var gatherMilliseconds = 25
    /// Most results in one commit.
    var limitResultsPerCommit = 500
    /// The mail server; nil when no mail is sent.
    var mail: MailSettings?

    /// What the client for webhooks allows: as much as the slots give out.
    var clientConfiguration: HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        configuration.maximumConnections = atOnce
        configuration.maximumConnectionsPerHost = perTarget
        configuration.userAgent = "Sak-Arkiv/1"
        return configuration
    }

    /// By hand.
    init(sealing: SealingKeys, addresses: WebhookAddress) { (self.sealing, self.addresses) = (sealing, addresses) }

    /// From the configuration.
    ///
    /// - Throws: what `SealingKeys.load` refuses, `mail_from_missing` for a mail server without an address to send from, and `public_url_missing`
    ///   for e-mail whose links would lead nowhere, or through the open network.
    init(_ context: ServiceContext) throws(StartRefusal) {
        let (configuration, keys) = (context.configuration, DeliveryConfiguration.keys)
        let isDevelopment = context.authorizer.isDevelopment
        sealing = try SealingKeys.load(configured: configuration[keys.secretsKey], context)
        // In development mode everything is on this machine.
        addresses = WebhookAddress(
            allowsHTTP: isDevelopment, allowedNetworks: configuration[keys.allowedNetworks] + (isDevelopment ? IPNetwork.loopback : []))
        hosts = PartnerHosts(context.partners, isDevelopment: isDevelopment)
        mailDomains = configuration[keys.mailDomains] ?? (isDevelopment ? .reserved : .none)
        publicURL = configuration[keys.publicURL]
        timeout = configuration[keys.timeout]
        (perTarget, atOnce) = (configuration[keys.perTarget], configuration[keys.atOnce])
        plan.foersteVentMillisekunder = Int64(configuration[keys.firstWait] / .milliseconds(1))
        plan.lengsteVentMillisekunder = Int64(configuration[keys.longestWait] / .milliseconds(1))
        plan.varighetMillisekunder = Int64(configuration[keys.retryHours]) * 3_600_000
        mail = try MailSettings(configuration)
        guard mail != nil else { return }
        if mailDomains.isEmpty {
            context.logger.warning(
                "a mail server is given, but no domain that e-mail may go to: none is sent; see SAKARKIV_NOTIFICATIONS_MAIL_DOMAINS")
        } else if !isDevelopment, publicURL?.hasPrefix("https://") != true {
            throw StartRefusal(
                "public_url_missing",
                "e-mails hold links that confirm and end them: say with SAKARKIV_NOTIFICATIONS_PUBLIC_URL where their readers reach this service, "
                    + "https://…", exitCode: .configuration)
        }
    }
}

/// The mail server and what mail says of itself.
struct MailSettings: Sendable {
    /// The server.
    var server: MailServer
    /// The address that mail comes from.
    var from: String
    /// Letters at a time.
    var atOnce = 4

    /// By hand.
    init(server: MailServer, from: String) { (self.server, self.from) = (server, from) }

    /// From the configuration; nil without a mail server.
    init?(_ configuration: Configuration) throws(StartRefusal) {
        let keys = DeliveryConfiguration.keys
        guard let host = configuration[keys.smtpHost] else { return nil }
        guard let from = configuration[keys.mailFrom] else {
            throw StartRefusal(
                "mail_from_missing", "SAKARKIV_NOTIFICATIONS_SMTP_HOST is given: say also SAKARKIV_NOTIFICATIONS_MAIL_FROM",
                exitCode: .configuration)
        }
        let security: MailServer.Security =
            switch configuration[keys.smtpSecurity] {
            case .tls: .tls
            case .starttls: .startTLS
            case .none: .none
            }
        server = MailServer(host: host, port: configuration[keys.smtpPort], security: security)
        if let user = configuration[keys.smtpUser], let password = configuration[keys.smtpPassword] {
            server.credentials = MailServer.Credentials(user: user, password: password)
        }
        server.timeout = configuration[keys.smtpTimeout]
        self.from = from
        atOnce = configuration[keys.mailsAtOnce]
    }
}
