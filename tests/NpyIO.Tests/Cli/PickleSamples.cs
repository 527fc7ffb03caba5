using NpyIO.Tests.Support;

namespace NpyIO.Tests.Cli;

/// <summary>Pickles of protocol 4 as Python 3.11 and NumPy 1.24 make them.</summary>
internal static class PickleSamples
{
    /// <summary>[None, True, 7, 2**70, 1.5, nan, -inf, "ä\ud800", b"\x01\xff", bytearray(b"ab"), 1+2j].</summary>
    internal const string Plain =
        "gASVggAAAAAAAABdlChOiEsHigkAAAAAAAAAAEBHP/gAAAAAAABHf/gAAAAAAABH//AAAAAAAACMBcOk7aCAlEMCAf+UjAhidWlsdGluc5SMCWJ5dGVhcnJheZSTlEMCYWKUhZRSlGgDjAdjb21wbG"
        + "V4lJOURz/wAAAAAAAAR0AAAAAAAAAAhpRSlGUu";

    /// <summary>{"a": (1, "x"), 2: {3}, None: frozenset({"q"}), (1, 2): OrderedDict(k=[])}.</summary>
    internal const string Containers =
        "gASVTwAAAAAAAAB9lCiMAWGUSwGMAXiUhpRLAo+UKEsDkE4ojAFxlJGUSwFLAoaUjAtjb2xsZWN0aW9uc5SMC09yZGVyZWREaWN0lJOUKVKUjAFrlF2Uc3Uu";

    /// <summary>Dates and times of all kinds, in a list.</summary>
    internal const string Times =
        "gASVvgAAAAAAAABdlCiMCGRhdGV0aW1llIwEZGF0ZZSTlEMEB+QCHZSFlFKUaAGMCGRhdGV0aW1llJOUQwoH5QMEBQYHAAAIlIWUUpRoCEMKB+UDBAAAAAAAAJSFlFKUaAhDCgflAwQAAAAAAACUaA"
        + "GMCHRpbWV6b25llJOUaAGMCXRpbWVkZWx0YZSTlEsASwBLAIeUUpSFlFKUhpRSlGgBjAR0aW1llJOUQwYBAgMAAASUhZRSlGgTSv////9LBUsGh5RSlGUu";

    /// <summary>[Decimal("1.10"), Fraction(1, 3), range(1, 10, 2), slice(None, 5, None)].</summary>
    internal const string Numbers =
        "gASVegAAAAAAAABdlCiMB2RlY2ltYWyUjAdEZWNpbWFslJOUjAQxLjEwlIWUUpSMCWZyYWN0aW9uc5SMCEZyYWN0aW9ulJOUSwFLA4aUUpSMCGJ1aWx0aW5zlIwFcmFuZ2WUk5RLAUsKSwKHlFKUaA"
        + "yMBXNsaWNllJOUTksFToeUUpRlLg==";

    /// <summary>{"x": a, "y": [np.float64(2.5), a.dtype], "z": a}, where a is [[0, 1], [2, 3]] of int64.</summary>
    internal const string Arrays =
        "gASVAgEAAAAAAAB9lCiMAXiUjBVudW1weS5jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsCSwKGlGgFjAVkdHlwZZSTlI"
        + "wCaTiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYolDIAAAAAAAAAAAAQAAAAAAAAACAAAAAAAAAAMAAAAAAAAAlHSUYowBeZRdlChoAowGc2NhbGFylJOUaA6MAmY4lImIh5RSlChLA2gS"
        + "Tk5OSv////9K/////0sAdJRiQwgAAAAAAAAEQJSGlFKUaBFljAF6lGgLdS4=";

    /// <summary>An instance of a class __main__.C with the attribute q = 1.</summary>
    internal const string Instance =
        "gASVHwAAAAAAAACMCF9fbWFpbl9flIwBQ5STlCmBlH2UjAFxlEsBc2Iu";

    /// <summary>A list of 1 and itself.</summary>
    internal const string Cycle =
        "gASVCQAAAAAAAABdlChLAWgAZS4=";

    /// <summary>A list of one list twice, and so on, 60 levels deep.</summary>
    internal const string Laughs =
        "gASVawEAAAAAAABdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlC"
        + "hdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlChdlGg8ZWg7ZWg6ZWg5ZWg4ZWg3ZWg2ZWg1ZWg0ZWgzZWgy"
        + "ZWgxZWgwZWgvZWguZWgtZWgsZWgrZWgqZWgpZWgoZWgnZWgmZWglZWgkZWgjZWgiZWghZWggZWgfZWgeZWgdZWgcZWgbZWgaZWgZZWgYZWgXZWgWZWgVZWgUZWgTZWgSZWgRZWgQZWgPZWgOZWgNZW"
        + "gMZWgLZWgKZWgJZWgIZWgHZWgGZWgFZWgEZWgDZWgCZWgBZS4=";

    /// <summary>np.array(["a", {"k": a}], dtype=object).</summary>
    internal const string ObjectArray =
        "gASV+AAAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgDjAVkdHlwZZSTlIwCTziUiYiHlF"
        + "KUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlCiMAWGUfZSMAWuUaAJoBUsAhZRoB4eUUpQoSwFLAksChpRoDIwCaTiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYolDIAAAAAAAAAAA"
        + "AQAAAAAAAAACAAAAAAAAAAMAAAAAAAAAlHSUYnNldJRiLg==";

    /// <summary>Arrays by keys that are NumPy scalars: str_('k'), int64(3), (float64(1.5),) of which the value is float64(2), datetime64('2020-01-02').</summary>
    internal const string ScalarKeys =
        "gASV3gEAAAAAAAB9lCiMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMBnNjYWxhcpSTlIwFbnVtcHmUjAVkdHlwZZSTlIwCVTGUiYiHlFKUKEsDjAE8lE5OTksESwRLCHSUYkMEawAAAJSGlFKUaAGMDF"
        + "9yZWNvbnN0cnVjdJSTlGgEjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgGjAJmOJSJiIeUUpQoSwNoCk5OTkr/////Sv////9LAHSUYolDEAAAAAAAAAAAAAAAAAAAAACUdJRiaANoBowC"
        + "aTiUiYiHlFKUKEsDaApOTk5K/////0r/////SwB0lGJDCAMAAAAAAAAAlIaUUpRoEGgSSwCFlGgUh5RSlChLAUsBhZRoGolDCAAAAAAAAAAAlHSUYmgDaBpDCAAAAAAAAPg/lIaUUpSFlGgDaBpDCA"
        + "AAAAAAAABAlIaUUpRoA2gGjAJNOJSJiIeUUpQoSwRoCk5OTkr/////Sv////9LAH2UKEMBRJRLAUsBSwF0lIaUdJRiQwhXRwAAAAAAAJSGlFKUaBBoEksAhZRoFIeUUpQoSwFLAYWUaAaMAmkxlImI"
        + "h5RSlChLA4wBfJROTk5K/////0r/////SwB0lGKJQwEBlHSUYnUu";

    /// <summary>Writes a pickle to a file.</summary>
    internal static string Write(TempFolder folder, string sample, string name = "x.pkl")
    {
        string path = folder.PathOf(name);
        File.WriteAllBytes(path, Convert.FromBase64String(sample));
        return path;
    }
}
