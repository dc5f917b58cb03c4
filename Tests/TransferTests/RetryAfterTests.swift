import Testing
import Transfer

struct RetryAfterTests {
    @Test(
        arguments: [
            ("120", 120), ("0", 0), ("Sat, 21 Nov 2026 10:00:30 GMT", 30), ("Sat, 21 Nov 2026 09:00:00 GMT", 0), ("snart", nil),
            ("-1", nil),
            ("", nil), ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func `how long to wait is read as seconds or as a date`(text: String, seconds: Int64?) {
        let headers: HTTPClientHeaders = ["Retry-After": text]
        // 2026-11-21T10:00:00Z
        #expect(headers.retryAfterSeconds(now: 1_795_255_200) == seconds)
        #expect(HTTPClientHeaders().retryAfterSeconds(now: 0) == nil)
    }
}
