using System.Text;
using NpyIO.Pickling;
using Xunit;

using static NpyIO.Tests.Pickling.NumPy.NumPyCalls;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>Dtypes from the states that NumPy 1.0 to 2.4 pickle; the states are those of <c>dtype.__reduce__()</c>.</summary>
public class DTypeStateTests
{
    [Theory]
    [InlineData("f8", "<", "<f8")]
    [InlineData("f8", ">", ">f8")]
    [InlineData("f8", "=", "<f8")]
    [InlineData("b1", "|", "|b1")]
    [InlineData("i1", "|", "|i1")]
    [InlineData("f16", ">", ">f16")]
    [InlineData("c32", "<", "<c32")]
    [InlineData("O8", "|", "|O")]
    [InlineData("O4", "|", "|O")]
    public void Build_Number_HasItsByteOrder(string type, string order, string expected) =>
        Assert.Equal($"'{expected}'", DType(type, 3L, order, null, null, null, -1L, -1L, 0L).Descr);

    [Theory]
    [InlineData("U5", "<", 20, "<U5")]
    [InlineData("U5", ">", 20, ">U5")]
    [InlineData("S5", "|", 5, "|S5")]
    [InlineData("S0", "|", 0, "|S0")]
    [InlineData("V5", "|", 5, "|V5")]
    [InlineData("U5", "|", 20, "<U5")]
    [InlineData("U5", "=", 20, "<U5")]
    [InlineData("U0", "<", 0, "<U0")]
    public void Build_Flexible_HasTheSizeOfItsState(string type, string order, int size, string expected) =>
        Assert.Equal($"'{expected}'", DType(type, 3L, order, null, null, null, (long)size, 1L, 0L).Descr);

    public static TheoryData<string, object?, string> Times => new()
    {
        { "M8", Tuple(null, Tuple("s"u8.ToArray(), 25L, 1L, 1L)), "<M8[25s]" },
        { "M8", Tuple(new PickleDictionary(), Tuple("ns"u8.ToArray(), 1L, 1L, 1L)), "<M8[ns]" },
        { "M8", Tuple(new PickleDictionary { ["a"] = 1L }, Tuple(new Python2String("D"u8.ToArray()), 1L, 1L, 1L)), "<M8[D]" },
        { "m8", Tuple(null, Tuple("generic"u8.ToArray(), 1L, 1L, 1L)), "<m8" },
        { "m8", Tuple(null, Tuple("us", 7L)), "<m8[7us]" },
        { "m8", Tuple(null, Tuple("s", 1L, 1000L, 1L)), "<m8[ms]" },
        { "M8", null, "<M8" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Build_Time_HasTheUnitOfItsMetadata(string type, object? metadata, string expected) =>
        Assert.Equal($"'{expected}'", DType(type, 4L, "<", null, null, null, -1L, -1L, 0L, metadata).Descr);

    /// <summary>A time without a byte order has the machine's; bytes are Latin-1, as Python 3 writes the text of Python 2.</summary>
    [Fact]
    public void Build_ByteOrderOfOtherForms_IsKnown()
    {
        Assert.Equal("'<M8[s]'", DType("M8", 4L, "|", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s", 1L, 1L, 1L))).Descr);
        Assert.Equal("'>f8'", DType("f8", 3L, ">"u8.ToArray(), null, null, null, -1L, -1L, 0L).Descr);
        Assert.Equal("'>f8'", DType("f8", 3L, new Python2String(">"u8.ToArray()), null, null, null, -1L, -1L, 0L).Descr);
    }

    [Fact]
    public void Build_TimeOfNumPyWithoutUnits_IsGeneric() => Assert.Equal("'<M8'", DType("M8", 3L, "<", null, null, null, -1L, -1L, 0L).Descr);

    [Fact]
    public void Build_NumberWithMetadata_LeavesThemOut() =>
        Assert.Equal("'>f8'", DType("f8", 4L, ">", null, null, null, -1L, -1L, 0L, new PickleDictionary { ["a"] = 1L }).Descr);

    [Fact]
    public void Build_Record_HasItsFieldsTitlesAndPadding()
    {
        PickleTuple titled = Tuple(NpyIO.DType.Int32, 4L, "t");
        DType dtype = DType(
            "V24", 3L, "|", null, Tuple("a", "b"), new PickleDictionary { ["a"] = titled, ["t"] = titled, ["b"] = Tuple(NpyIO.DType.SubArray(NpyIO.DType.Int16, 2L), 16L) }, 24L, 1L, 16L);

        Assert.Equal("[('', '|V4'), (('t', 'a'), '<i4'), ('', '|V8'), ('b', '<i2', (2,)), ('', '|V4')]", dtype.Descr);
    }

    [Theory]
    [InlineData(144)]
    [InlineData(-112)]
    public void Build_AlignedRecord_KnowsItFromSignedAndUnsignedFlags(long flags)
    {
        DType dtype = DType("V16", 3L, "|", null, Tuple("a", "b"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int8, 0L), ["b"] = Tuple(NpyIO.DType.Float64, 8L) }, 16L, 8L, flags);

        Assert.True(dtype.IsAlignedStruct);
        Assert.Equal(8, dtype.Alignment);
    }

    [Fact]
    public void Build_RecordOfNumPysOwnClass_IsARecord()
    {
        DType dtype = DType(new PickleObject("numpy", "record"), 3L, "|", null, Tuple("a"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, 0L) }, 4L, 1L, 16L);

        Assert.Equal("[('a', '<i4')]", dtype.Descr);
    }

    [Fact]
    public void Build_RecordOfPython2_HasNamesAsText()
    {
        DType dtype = DType(
            new Python2String("V4"u8.ToArray()), 3L, new Python2String("|"u8.ToArray()), null, Tuple(new Python2String("a"u8.ToArray())), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, 0L) }, 4L, 1L, 0L);

        Assert.Equal("[('a', '<i4')]", dtype.Descr);
    }

    [Fact]
    public void Build_RecordWithoutFields_IsEmpty() => Assert.True(DType("V0", 3L, "|", null, Tuple(), new PickleDictionary(), 0L, 1L, 16L).IsStruct);

    [Fact]
    public void Build_SubArray_HasItsShape() => Assert.Equal("('<i4', (2, 2))", DType("V16", 3L, "|", Tuple(NpyIO.DType.Int32, Tuple(2L, 2L)), null, null, 16L, 4L, 0L).ToString());

    [Fact]
    public void Build_SubArrayOfOneLength_HasOneAxis() => Assert.Equal("('<i4', (3,))", DType("V12", 3L, "|", Tuple(NpyIO.DType.Int32, 3L), null, null, 12L, 4L, 0L).ToString());

    [Fact]
    public void Build_OldestStates_HaveTheirNamesAmongTheFields()
    {
        PickleDictionary Fields() => new() { ["a"] = Tuple(NpyIO.DType.Int32, 0L), [-1L] = Tuple("a") };

        Assert.Equal("[('a', '<i4')]", DType("V4", "|", null, Fields(), 4L, 1L).Descr);
        Assert.Equal("[('a', '<i4')]", DType("V4", 1L, "|", null, Fields(), 4L, 1L).Descr);
        Assert.Equal("[('a', '<i4')]", DType("V4", 2L, "|", null, Tuple("a"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, 0L) }, 4L, 1L).Descr);
    }

    [Fact]
    public void Settle_WithoutState_IsWhatItWasMadeOf() =>
        Assert.Equal(NpyIO.DType.Int64, ((PendingObject)Call("numpy.dtype", "i8")!).Settle(new PickleMachine(PickleReadOptions.Default)));

    public static TheoryData<string, object?, object?[], string> Wrong => new()
    {
        { "version", "f8", [5L, "<", null, null, null, -1L, -1L, 0L], "The state of a dtype has a version that is not known (at byte 0)" },
        { "count", "f8", [3L, "<", null], "The state of a dtype is not valid (at byte 0)" },
        { "four parts", "f8", ["<", null, null, -1L], "The state of a dtype is not valid (at byte 0)" },
        { "ten parts", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, null, null], "The state of a dtype is not valid (at byte 0)" },
        { "no version", "f8", ["3", "<", null, null, null, -1L, -1L, 0L], "The version of a dtype's state is not an integer (at byte 0)" },
        { "size beyond an int", "S5", [3L, "|", null, null, null, 1L + int.MaxValue, 1L, 0L], "The item size of a dtype is not valid (at byte 0)" },
        { "name of the unit", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple(new string('s', 33), 1L, 1L, 1L))], "The unit of time is not valid (at byte 0)" },
        { "short unit", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s"))], "The unit of time is not valid (at byte 0)" },
        { "long unit", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s", 1L, 1L, 1L, 1L))], "The unit of time is not valid (at byte 0)" },
        { "count of none", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s", 0L, 1L, 1L))], "The unit of time is not one of NumPy's (at byte 0)" },
        { "negative count", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s", -1L, 1L, 1L))], "The unit of time is not one of NumPy's (at byte 0)" },
        { "order of many bytes", "f8", [3L, new byte[33], null, null, null, -1L, -1L, 0L], "The byte order of a dtype is not valid (at byte 0)" },
        { "field of no tuple", "V4", [3L, "|", null, Tuple("a"), new PickleDictionary { ["a"] = NpyIO.DType.Int32 }, 4L, 1L, 0L], "Field 'a' of a dtype is not valid (at byte 0)" },
        { "second field", "V8", [3L, "|", null, Tuple("a", "b"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, 0L), ["b"] = Tuple(NpyIO.DType.Int32, 5L) }, 8L, 1L, 0L], "The item size 8 is less than the 9 bytes its fields need (at byte 0)" },
        { "name that is none", "V4", [3L, "|", null, Tuple(5L), new PickleDictionary(), 4L, 1L, 0L], "The name of a field is not text (at byte 0)" },
        { "order", "f8", [3L, "x", null, null, null, -1L, -1L, 0L], "The byte order of a dtype is not valid (at byte 0)" },
        { "size", "S5", [3L, "|", null, null, null, -1L, -1L, 0L], "The item size of a dtype is not valid (at byte 0)" },
        { "text", "U5", [3L, "<", null, null, null, 21L, 4L, 0L], "The item size of text is not a multiple of 4 (at byte 0)" },
        { "names", "V4", [3L, "|", null, Tuple("a"), null, 4L, 1L, 0L], "The fields of a dtype are not valid (at byte 0)" },
        { "field", "V4", [3L, "|", null, Tuple("a"), new PickleDictionary(), 4L, 1L, 0L], "Field 'a' of a dtype is not valid (at byte 0)" },
        { "offset", "V4", [3L, "|", null, Tuple("a"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, -1L) }, 4L, 1L, 0L], "Field 'a' of a dtype has a negative offset (at byte 0)" },
        { "itemsize", "V4", [3L, "|", null, Tuple("a"), new PickleDictionary { ["a"] = Tuple(NpyIO.DType.Int32, 2L) }, 4L, 1L, 0L], "The item size 4 is less than the 6 bytes its fields need (at byte 0)" },
        { "subarray", "V4", [3L, "|", Tuple(NpyIO.DType.Int32, Tuple(2L)), null, null, 4L, 1L, 0L], "The item size of ('<i4', (2,)) is wrong (at byte 0)" },
        { "length", "V4", [3L, "|", Tuple(NpyIO.DType.Int32, Tuple(-2L)), null, null, 4L, 1L, 0L], "A sub-array has an axis of -2, which is not between 0 and 2147483647 (at byte 0)" },
        { "unit", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("parsec", 1L, 1L, 1L))], "The unit of time is not one of NumPy's (at byte 0)" },
        { "divisor", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, Tuple(null, Tuple("s", 1L, 0L, 1L))], "The unit of time is not one of NumPy's (at byte 0)" },
        { "metadata", "M8", [4L, "<", null, null, null, -1L, -1L, 0L, "s"], "The unit of time is not valid (at byte 0)" },
        { "type", new PickleObject("os", "system"), [3L, "<", null, null, null, -1L, -1L, 0L], "A dtype is made of a type for which NumPy has no dtype (at byte 0)" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Build_StateThatIsNone_SaysWhatIsWrong(string what, object? type, object?[] state, string message)
    {
        NpyFormatException e = Assert.Throws<NpyFormatException>(() => DType(type, state));

        Assert.Equal((what, message), (what, e.Message));
        Assert.Equal(what == "version" ? NpyFormatReason.Unsupported : NpyFormatReason.BadPickle, e.Reason);
    }

    [Fact]
    public void Call_NoTypeString_IsRefused() => Assert.Equal(NpyFormatReason.BadDescr, Assert.Throws<NpyFormatException>(() => Call("numpy.dtype", "nonsense", false, true)).Reason);

    [Fact]
    public void Call_List_IsRefused() => Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Call("numpy.dtype", new List<object?>(), false, true)).Reason);

    [Fact]
    public void Call_StringDType_HasItsArguments()
    {
        const string Name = "numpy._core._internal._convert_to_stringdtype_kwargs";

        Assert.Equal(NpyIO.DType.StringDType(), Call(Name, 1L));
        Assert.Equal(NpyIO.DType.StringDType(double.NaN, coerce: false), Call(Name, false, double.NaN));
        Assert.Equal(NpyIO.DType.StringDType(naObject: null), Call(Name, true, null));
        Assert.Throws<NpyFormatException>(() => Call(Name, Encoding.UTF8));
        Assert.Throws<NpyFormatException>(() => Call(Name, true, new List<object?>()));
    }
}
