extension FormatTable {
    /// Pictures, sound and film.
    static let media: [FileFormat] = [
        group(
            .tiff, "image/tiff", ["tif", "tiff"],
            ["fmt/353": "TIFF", "fmt/155": "GeoTIFF"]),
        group(
            .jpeg, "image/jpeg", ["jpg", "jpeg", "jpe", "jfif"],
            [
                "fmt/41": "JPEG", "fmt/42": "JPEG (JFIF 1.00)", "fmt/43": "JPEG (JFIF 1.01)", "fmt/44": "JPEG (JFIF 1.02)",
                "x-fmt/398": "JPEG (Exif 2.0)", "x-fmt/390": "JPEG (Exif 2.1)", "x-fmt/391": "JPEG (Exif 2.2)",
                "fmt/645": "JPEG (Exif 2.2.1)", "fmt/1507": "JPEG (Exif 2.3)",
            ]),
        group(
            .jpeg, "image/jp2", ["jp2"],
            ["x-fmt/392": "JPEG 2000"]),
        group(
            .png, "image/png", ["png"],
            ["fmt/11": "PNG 1.0", "fmt/12": "PNG 1.1", "fmt/13": "PNG 1.2"]),
        group(
            .gif, "image/gif", ["gif"],
            ["fmt/3": "GIF 87a", "fmt/4": "GIF 89a"]),
        group(
            .audio, "audio/mpeg", ["mp3"],
            ["fmt/134": "MP3"]),
        group(
            .audio, "audio/x-wav", ["wav"],
            [
                "fmt/6": "WAV", "fmt/141": "WAV (PCMWAVEFORMAT)", "fmt/142": "WAV (WAVEFORMATEX)", "fmt/143": "WAV (WAVEFORMATEXTENSIBLE)",
                "fmt/1": "Broadcast WAVE 0", "fmt/2": "Broadcast WAVE 1", "fmt/527": "Broadcast WAVE 2",
                "fmt/703": "Broadcast WAVE 0 (PCM)", "fmt/704": "Broadcast WAVE 1 (PCM)", "fmt/705": "Broadcast WAVE 2 (PCM)",
            ]),
        group(
            .audio, "audio/flac", ["flac"],
            ["fmt/279": "FLAC"]),
        group(
            .audio, "audio/ogg", ["oga", "ogg"],
            ["fmt/947": "Ogg FLAC"]),
        group(
            .video, "video/mpeg", ["mpg", "mpeg", "m2v"],
            [
                "fmt/640": "MPEG-2 elementary stream", "x-fmt/386": "MPEG-2 program stream", "x-fmt/385": "MPEG-1 program stream",
                "fmt/649": "MPEG-1 elementary stream",
            ]),
        group(
            .video, "video/mp4", ["mp4", "m4v", "m4a"],
            ["fmt/199": "MP4"]),
        group(
            .video, "video/quicktime", ["mov"],
            ["x-fmt/384": "QuickTime"]),
        group(
            .video, "video/mj2", ["mj2"],
            ["fmt/337": "Motion JPEG 2000"]),
        group(
            .video, "video/x-matroska", ["mkv", "mka"],
            ["fmt/569": "Matroska"]),
        group(
            .video, "video/webm", ["webm"],
            ["fmt/573": "WebM"]),
    ].flatMap { $0 }
}
