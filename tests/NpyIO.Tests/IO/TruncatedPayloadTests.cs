using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Payloads that end early or go on, far behind the first block, from every kind of source and in every layout: the error counts from where the array begins.</summary>
public sealed class TruncatedPayloadTests
{
    private const int Length = 40_000;
    private const int HeaderLength = 128;

    private static readonly Dictionary<string, (byte[] Content, string What)> Arrays = new()
    {
        ["as in memory"] = (NpyBytes.Integers("(10000,)", 10_000), "shape (10000,) of '<i4'"),
        ["swapped"] = (NpyBytes.Integers("(10000,)", 10_000, bigEndian: true), "shape (10000,) of '>i4'"),
        ["Fortran order"] = (NpyBytes.Integers("(100, 100)", 10_000, fortranOrder: true), "shape (100, 100) of '<i4'"),
        ["text"] = (NpyBytes.Of("'<U1'", "(10000,)", Encoding.UTF32.GetBytes(new string('x', 10_000))), "shape (10000,) of '<U1'"),
        ["wide"] = (NpyBytes.Of("'|V8000'", "(5,)", new byte[Length]), "shape (5,) of '|V8000'"),
    };

    public static TheoryData<SourceKind, string> Cases
    {
        get
        {
            var rows = new TheoryData<SourceKind, string>();
            foreach (SourceKind kind in Sources.Kinds)
            {
                foreach (string layout in Arrays.Keys)
                    rows.Add(kind, layout);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Load_EndsEarly_SaysHowManyBytesAreThere(SourceKind kind, string layout)
    {
        (byte[] content, string what) = Arrays[layout];
        Assert.Equal(HeaderLength + Length, content.Length);
        foreach (int left in (int[])[0, 1, 4095, 4096, 4097, 8192, 20_001, Length - 1])
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, content[..(HeaderLength + left)]));

            Assert.Equal($"The data end early: {what} takes {Length} bytes, but only {left} are there (at byte {HeaderLength + left})", e.Problem);
            Assert.Equal((NpyFormatReason.TruncatedData, (long)HeaderLength + left, $"{Length} bytes", $"{left} bytes"), (e.Reason, e.Offset, e.Expected, e.Found));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Load_GoesOnThoughStrict_SaysWhereTheArrayEnds(SourceKind kind, string layout)
    {
        var strict = new NpyReadOptions { Strict = true };
        byte[] content = Arrays[layout].Content;

        Assert.Equal(Length, (await Sources.LoadAsync(kind, content, strict)).NBytes);
        var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, [.. content, 0], strict));

        Assert.Equal((NpyFormatReason.TrailingData, (long)HeaderLength + Length), (e.Reason, e.Offset));
    }
}
