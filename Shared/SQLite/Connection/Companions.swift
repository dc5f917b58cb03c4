/// Objects that live as long as a connection, one of each type.
public struct Companions {
    private var all: [ObjectIdentifier: AnyObject] = [:]

    init() {}

    /// The object of that type; nil while there is none.
    public subscript<Object: AnyObject>(type: Object.Type) -> Object? {
        get { all[ObjectIdentifier(type)] as? Object }
        set { all[ObjectIdentifier(type)] = newValue }
    }
}
