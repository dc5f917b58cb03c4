"""Made-up municipalities, the same number for each partition: organisasjonsnummer with a right check digit, placed as Kafka's own partitioner does."""
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
PARTITIONS = 4


def murmur2(data):
    """Kafka's default partitioner, as its documentation has it."""
    mask, multiplier = 0xFFFFFFFF, 0x5BD1E995
    value = 0x9747B28C ^ len(data)
    whole = len(data) // 4 * 4
    for index in range(0, whole, 4):
        word = int.from_bytes(data[index:index + 4], "little") * multiplier & mask
        word ^= word >> 24
        value = (value * multiplier & mask) ^ (word * multiplier & mask)
    rest = data[whole:]
    if rest:
        value = (value ^ int.from_bytes(rest, "little")) * multiplier & mask
    value ^= value >> 13
    value = value * multiplier & mask
    return value ^ value >> 15


def partition_of(kommune, count=PARTITIONS):
    return (murmur2(kommune.encode()) & 0x7FFFFFFF) % count


def _numbers():
    for serial in range(97_300_100, 97_399_999):
        digits = [int(digit) for digit in str(serial)]
        check = (11 - sum(weight * digit for weight, digit in zip(WEIGHTS, digits)) % 11) % 11
        if check < 10:
            yield f"{serial}{check}"


def choose(per_partition):
    """{organisasjonsnummer: (kommunenummer, name)}, sorted by partition."""
    found = {partition: [] for partition in range(PARTITIONS)}
    for number in _numbers():
        place = found[partition_of(number)]
        if len(place) < per_partition:
            place.append(number)
        if all(len(place) == per_partition for place in found.values()):
            break
    flat = [number for place in found.values() for number in place]
    return {number: (f"{4001 + index}", f"Drill {index + 1}") for index, number in enumerate(flat)}
