using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Headers that no NumPy wrote: read where the newest NumPy reads them, refused where it does not.</summary>
public class HeaderCaseTests
{
    /// <summary>What the newest NumPy reads and NpyIO refuses: nothing that any NumPy ever wrote.</summary>
    private static readonly HashSet<string> OnlyNumPyReads =
    [
        // \N{GREEK SMALL LETTER ALPHA} needs Unicode's table of names.
        "name-named", "name-named-alias", "string-named-escape", "string-named-escape-lower",
        // A title that is no text.
        "record-title-bytes", "record-title-float", "record-title-number", "record-title-true", "record-title-tuple", "record-title-unhashable",
        // Two dtypes that share their bytes.
        "tuple-overlay", "tuple-union", "tuple-void-overlay",
        // Sets, dictionaries and strings taken for lists of pairs, by accident of Python's iteration.
        "dict-empty", "dict-two", "dict-two-i", "dict-three", "record-dict-field", "record-nested-pair", "record-set", "record-string-fields",
        // A negative divisor of a datetime's unit: NumPy saves such an array and cannot load it again.
        "date-m_8-5bd_-2f-2d2-5d",
        // A multiple of 0: NumPy reads it and crashes on dates of it.
        "date-m_8-5b0s-5d",
    ];

    /// <summary>What NpyIO reads and the newest NumPy refuses: names that NumPy 1.x knew.</summary>
    private static readonly Dictionary<string, string> OnlyNpyIOReads = new()
    {
        ["type-bool8"] = "'|b1'",
        ["type-bytes0"] = "'|S0'",
        ["type-cfloat"] = "'<c16'",
        ["type-clongfloat"] = "'<c32'",
        ["type-complex-5f"] = "'<c16'",
        ["type-f_loat64"] = "'<f8'",
        ["type-float-5f"] = "'<f8'",
        ["type-i_nt32"] = "'<i4'",
        ["type-longfloat"] = "'<f16'",
        ["type-singlecomplex"] = "'<c8'",
        ["type-str0"] = "'<U0'",
        ["type-string-5f"] = "'|S0'",
        ["type-unicode-5f"] = "'<U0'",
        ["type-void0"] = "'|V0'",
    };

    /// <summary>Two escaped surrogates side by side: two characters to Python, one to .NET.</summary>
    private const string SurrogatePair = "name-surrogate-escape";

    public static TheoryData<string> Legal =>
        [.. GoldenCase.Headers.Where(name => !IsRefused(name) && !GoldenCase.Of(name).IsObject && !OnlyNpyIOReads.ContainsKey(CaseOf(name)) && CaseOf(name) != SurrogatePair)];

    public static TheoryData<string> Refused => [.. GoldenCase.Headers.Where(IsRefused)];

    public static TheoryData<string> OldNames => [.. GoldenCase.Headers.Where(name => OnlyNpyIOReads.ContainsKey(CaseOf(name)))];

    [Theory]
    [MemberData(nameof(Legal))]
    public void Load_LegalHeader_HasNumPysValues(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        NpyHeader header = Npy.ReadHeader(golden.Path);
        NdArray array = Npy.Load(golden.Path, NpyReadOptions.AsStored);

        Assert.Equal(golden.Descr, header.DType.Descr);
        Assert.Equal(golden.FortranOrder, header.FortranOrder);
        Assert.Equal(golden.DataOffset, header.DataOffset);
        if (golden.Values is { } values)
            GoldenValues.AssertEqual(values, array);
        if (golden.ReencodedPath is { } path)
            Assert.Equal(File.ReadAllBytes(path), Npy.Save(array));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Load_HeaderThatNumPyRefuses_ThrowsFormatException(string name) =>
        Assert.Throws<NpyFormatException>(() => Npy.Load(GoldenCase.Of(name).Path));

    [Theory]
    [MemberData(nameof(OldNames))]
    public void ReadHeader_NameOfNumPy1_IsWhatItMeantThere(string name) =>
        Assert.Equal(OnlyNpyIOReads[CaseOf(name)], Npy.ReadHeader(GoldenCase.Of(name).Path).DType.Descr);

    [Fact]
    public void ReadHeader_EscapedSurrogatePair_IsOneCharacter() =>
        Assert.Equal("[('😀', '<i4')]", Npy.ReadHeader(GoldenCase.Of("headers/" + SurrogatePair).Path).DType.Descr);

    private static string CaseOf(string name) => name["headers/".Length..];

    private static bool IsRefused(string name) =>
        (GoldenCase.Of(name).IsRefused || OnlyNumPyReads.Contains(CaseOf(name))) && !OnlyNpyIOReads.ContainsKey(CaseOf(name));
}
