extension HTTPStream.Heartbeat {
    /// Beats until the stream is over or the task is cancelled.
    func start(on stream: HTTPStream) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                // Cancelled while asleep: the loop's condition ends it.
                try? await Task.sleep(for: interval)
                guard !Task.isCancelled, stream.beat(bytes) else { return }
            }
        }
    }
}
