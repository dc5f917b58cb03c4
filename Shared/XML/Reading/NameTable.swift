/// The names libxml2 has shown us, by their address: its dictionary keeps each once, for as long as the parser lives.
struct NameTable {
    private(set) var names = [""]
    private var places: [UnsafePointer<UInt8>: UInt32] = [:]

    /// The place of a name; 0 for none.
    mutating func place(_ name: UnsafePointer<UInt8>?) -> UInt32 {
        guard let name else { return 0 }
        if let place = places[name] { return place }
        let place = UInt32(names.count)
        names.append(String(cString: name))
        places[name] = place
        return place
    }
}
