import CCurl

// What libcurl calls on the engine's thread. The context is the transfer, which the loop holds for as long as its handle is with libcurl.

private func transfer(_ context: UnsafeMutableRawPointer?) -> RunningTransfer? {
    context.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
}

extension EasyHandle {
    func setSinks(_ context: UnsafeMutableRawPointer) {
        sak_curl_set_pointer(pointer, CURLOPT_HEADERDATA, context)
        sak_curl_set_pointer(pointer, CURLOPT_WRITEDATA, context)
        sak_curl_set_sink(pointer, CURLOPT_HEADERFUNCTION) { bytes, one, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: one * count)
            return transfer(context)?.take(headerLine: line) == true ? line.count : 0
        }
        sak_curl_set_sink(pointer, CURLOPT_WRITEFUNCTION) { bytes, one, count, context in
            let piece = UnsafeRawBufferPointer(start: bytes, count: one * count)
            return switch transfer(context)?.take(body: piece) {
            case .all: piece.count
            case .pause: Int(CURL_WRITEFUNC_PAUSE)
            // Anything but the count ends the transfer; an empty piece never comes.
            case .refuse, nil: 0
            }
        }
    }

    func setUpload(_ context: UnsafeMutableRawPointer) {
        sak_curl_set_pointer(pointer, CURLOPT_READDATA, context)
        sak_curl_set_pointer(pointer, CURLOPT_SEEKDATA, context)
        sak_curl_set_sink(pointer, CURLOPT_READFUNCTION) { bytes, one, count, context in
            switch transfer(context)?.fill(UnsafeMutableRawBufferPointer(start: bytes, count: one * count)) {
            case .bytes(let count): count
            case .pause: Int(CURL_READFUNC_PAUSE)
            case .failed, nil: Int(CURL_READFUNC_ABORT)
            }
        }
        sak_curl_set_seek(pointer) { context, offset, origin in
            guard origin == SEEK_SET, let transfer = transfer(context) else { return CURL_SEEKFUNC_FAIL }
            transfer.rewindUpload(to: Int64(offset))
            return CURL_SEEKFUNC_OK
        }
    }

    func setAddressCheck(_ context: UnsafeMutableRawPointer) {
        sak_curl_set_pointer(pointer, CURLOPT_OPENSOCKETDATA, context)
        sak_curl_set_pointer(pointer, CURLOPT_PREREQDATA, context)
        sak_curl_set_open_socket(pointer) { context, _, address in
            guard let address, let transfer = transfer(context) else { return -1 }
            return transfer.openSocket(address)
        }
        // Called for kept connections too, for which no socket is opened.
        sak_curl_set_before_request(pointer) { context, address, _, _, _ in
            guard let address, transfer(context)?.mayUse(address: String(cString: address)) == true else { return CURL_PREREQFUNC_ABORT }
            return CURL_PREREQFUNC_OK
        }
    }
}
