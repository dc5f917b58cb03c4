import Testing

@testable import NotificationsService

struct PartsTests {
    @Test func `migrations of all parts have numbers of their own, in order`() {
        let numbers = NotificationsModel().migrations.map(\.number)
        #expect(numbers == Array(1...numbers.count))
    }
}
