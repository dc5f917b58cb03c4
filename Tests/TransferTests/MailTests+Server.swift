extension MailTests {
    /// What `withServer` runs.
    static let script = """
        import asyncio, ssl
        from aiosmtpd.smtp import SMTP, AuthResult
        mode, directory = sys.argv[1], sys.argv[2]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(directory + "/cert.pem", directory + "/key.pem")

        def no(address, prefix=""):
            local = address.split("@")[0]
            digits = local[len(prefix):]
            return digits + " nei takk" if local.startswith(prefix) and digits.isdigit() else None

        class Handler:
            async def handle_MAIL(self, server, session, envelope, address, options):
                refusal = no(address)
                if not refusal:
                    envelope.mail_from = address
                return refusal or "250 OK"

            async def handle_RCPT(self, server, session, envelope, address, options):
                refusal = no(address)
                if not refusal:
                    envelope.rcpt_tos.append(address)
                return refusal or "250 OK"

            async def handle_DATA(self, server, session, envelope):
                for address in envelope.rcpt_tos:
                    if no(address, "data"):
                        return no(address, "data")
                tell(session.host_name, envelope.mail_from, ",".join(envelope.rcpt_tos), envelope.original_content.hex())
                return "250 OK"

        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login, data.password) == (b"arkiv", b"pass ord"), handled=False)

        options = {}
        if mode.startswith("starttls"):
            options.update(tls_context=context, require_starttls=True)
        if mode.endswith("auth"):
            options.update(authenticator=authenticate, auth_required=True, auth_require_tls=mode.startswith("starttls"))

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Handler(), hostname="post.example.no", **options), "127.0.0.1", 0,
                ssl=context if mode.startswith("tls") else None)
            tell(server.sockets[0].getsockname()[1])
            await server.serve_forever()
        asyncio.run(main())
        """
}
