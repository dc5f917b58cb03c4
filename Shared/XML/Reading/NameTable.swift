/// The names libxml2 has shown us, by their address: its dictionary keeps each once, for as long as the parser lives.
struct NameTable {
    private(set) var names = [""]
    /// An open hash table of addresses, at most half full; 0 is an empty place.
    private var addresses = [UInt](repeating: 0, count: 256)
    private var places = [UInt32](repeating: 0, count: 256)

    /// The place of a name; 0 for none.
    mutating func place(_ name: UnsafePointer<UInt8>?) -> UInt32 {
        guard let name else { return 0 }
        let address = UInt(bitPattern: name)
        let slot = slot(of: address)
        if addresses[slot] == address { return places[slot] }
        return add(name, at: slot)
    }

    private func slot(of address: UInt) -> Int {
        let mask = UInt(addresses.count - 1)
        // Fibonacci hashing: names lie side by side in memory.
        var slot = (address &* 0x9e37_79b9_7f4a_7c15) >> 32 & mask
        while addresses[Int(slot)] != 0, addresses[Int(slot)] != address { slot = (slot + 1) & mask }
        return Int(slot)
    }

    private mutating func add(_ name: UnsafePointer<UInt8>, at slot: Int) -> UInt32 {
        let place = UInt32(names.count)
        // In a namespace, as in any value of an attribute, libxml2 writes an ampersand so.
        names.append(String(cString: name).replacing("&#38;", with: "&"))
        addresses[slot] = UInt(bitPattern: name)
        places[slot] = place
        if names.count > addresses.count / 2 { grow() }
        return place
    }

    private mutating func grow() {
        let known = zip(addresses, places).filter { $0.0 != 0 }
        addresses = [UInt](repeating: 0, count: addresses.count * 2)
        places = [UInt32](repeating: 0, count: addresses.count)
        for (address, place) in known {
            let slot = slot(of: address)
            addresses[slot] = address
            places[slot] = place
        }
    }
}
