using CsCheck;
using Xunit;

namespace NpyIO.Tests.DTypes;

public class DTypePropertyTests
{
    private static readonly string[] Simple =
    [
        "?", "i1", "<i2", ">i4", "<i8", "u1", ">u2", "<u4", ">u8", "<f2", ">f4", "<f8", "<f16", ">c8", "<c16", ">c32", "|O",
        "S0", "S7", "<U0", ">U3", "V0", "V9", "<M8", ">M8[25s]", "<m8[ns]",
    ];

    private static readonly Gen<DType> GenSimple = Gen.Int[0, Simple.Length - 1].Select(i => DType.Parse(Simple[i]));

    private static readonly Gen<string> GenName = Gen.String[Gen.Char["ab'\"\\\n\t é\u200B\uD800\uDC00(),"], 1, 6];

    private static Gen<DType> GenDType(int depth) => depth == 0
        ? GenSimple
        : Gen.Frequency((3, GenSimple), (1, GenSubArray(depth)), (2, GenStruct(depth)));

    private static Gen<DType> GenSubArray(int depth) =>
        Gen.Select(GenDType(depth - 1), Gen.Long[0, 3].Array[1, 3], (dtype, shape) => IsUnsized(dtype) ? dtype : DType.SubArray(dtype, shape));

    private static Gen<DType> GenStruct(int depth) =>
        Gen.Select(GenName, GenDType(depth - 1), Gen.Int[0, 5], Gen.Bool).Array[0, 5].Select(parts =>
        {
            long offset = 0;
            var fields = new List<Field>();
            foreach ((string name, DType dtype, int padding, bool hasTitle) in parts.DistinctBy(part => part.Item1))
            {
                offset += padding;
                fields.Add(new Field(name, dtype, offset, hasTitle ? "title of " + name : null));
                offset += dtype.ItemSize;
            }

            return DType.Struct(fields.ToArray(), (int)offset + parts.Length);
        });

    private static bool IsUnsized(DType dtype) => dtype is { ItemSize: 0, IsStruct: false, Base: null };

    [Fact]
    public void Descr_OfAnyRecord_ParsesBackToIt() => GenStruct(3).Sample(dtype => Assert.Equal(dtype, DType.Parse(dtype.Descr)));

    [Fact]
    public void WithByteOrder_TwiceTurned_IsTheSame() => GenStruct(3).Sample(dtype =>
        Assert.Equal(
            dtype.WithByteOrder(ByteOrder.LittleEndian),
            dtype.WithByteOrder(ByteOrder.BigEndian).WithByteOrder(ByteOrder.LittleEndian)));

    [Fact]
    public void Parse_OfAMutatedDescr_ThrowsNothingButNpyFormatException() =>
        Gen.Select(GenStruct(2), Gen.Int[0, 1000], Gen.Char["[](){},'\"<>=|0123456789-LfiuSUVMmOT: \\xN"], Gen.Int[0, 2]).Sample((dtype, at, c, change) =>
        {
            string text = dtype.Descr;
            at %= text.Length;
            string mutated = change switch
            {
                0 => text[..at] + c + text[at..],
                1 => text.Remove(at, 1),
                _ => text[..at] + c + text[(at + 1)..],
            };

            // Anything but a dtype or false would come out as an exception here.
            if (DType.TryParse(mutated, out DType? parsed))
                Assert.Equal(parsed, DType.Parse(parsed.ToString()));
        }, iter: 20_000);

    [Fact]
    public void Parse_OfRandomTypeStrings_ThrowsNothingButNpyFormatException() =>
        Gen.String[Gen.Char["<>=|(),0123456789 fiucbSUVaMmOT?[]/sDnY-+.\0é"], 0, 12].Sample(
            text => Assert.Equal(DType.TryParse(text, out DType? dtype), dtype is not null),
            iter: 50_000);
}
