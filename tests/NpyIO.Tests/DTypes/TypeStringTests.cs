using Xunit;

namespace NpyIO.Tests.DTypes;

/// <summary>Type strings and names that <c>np.dtype</c> takes.</summary>
public class TypeStringTests
{
    /// <summary>Text, and of its dtype <c>str</c>, the descr's <c>repr</c>, item size and alignment, by NumPy 2.4.6.</summary>
    public static readonly TheoryData<string, string, string, int, int> Cases = new()
    {
        { "?", "bool", "'|b1'", 1, 1 },
        { "b", "int8", "'|i1'", 1, 1 },
        { "B", "uint8", "'|u1'", 1, 1 },
        { "h", "int16", "'<i2'", 2, 2 },
        { "H", "uint16", "'<u2'", 2, 2 },
        { "i", "int32", "'<i4'", 4, 4 },
        { "I", "uint32", "'<u4'", 4, 4 },
        { "l", "int64", "'<i8'", 8, 8 },
        { "L", "uint64", "'<u8'", 8, 8 },
        { "q", "int64", "'<i8'", 8, 8 },
        { "Q", "uint64", "'<u8'", 8, 8 },
        { "n", "int64", "'<i8'", 8, 8 },
        { "N", "uint64", "'<u8'", 8, 8 },
        { "p", "int64", "'<i8'", 8, 8 },
        { "P", "uint64", "'<u8'", 8, 8 },
        { "e", "float16", "'<f2'", 2, 2 },
        { "f", "float32", "'<f4'", 4, 4 },
        { "d", "float64", "'<f8'", 8, 8 },
        { "g", "float128", "'<f16'", 16, 16 },
        { "F", "complex64", "'<c8'", 8, 4 },
        { "D", "complex128", "'<c16'", 16, 8 },
        { "G", "complex256", "'<c32'", 32, 16 },
        { "S", "|S0", "'|S0'", 0, 1 },
        { "a", "|S0", "'|S0'", 0, 1 },
        { "U", "<U0", "'<U0'", 0, 4 },
        { "V", "|V0", "'|V0'", 0, 1 },
        { "O", "object", "'|O'", 8, 8 },
        { "M", "datetime64", "'<M8'", 8, 8 },
        { "m", "timedelta64", "'<m8'", 8, 8 },
        { "c", "|S1", "'|S1'", 1, 1 },
        { "b1", "bool", "'|b1'", 1, 1 },
        { "i1", "int8", "'|i1'", 1, 1 },
        { "i2", "int16", "'<i2'", 2, 2 },
        { "i4", "int32", "'<i4'", 4, 4 },
        { "i8", "int64", "'<i8'", 8, 8 },
        { "u1", "uint8", "'|u1'", 1, 1 },
        { "u2", "uint16", "'<u2'", 2, 2 },
        { "u4", "uint32", "'<u4'", 4, 4 },
        { "u8", "uint64", "'<u8'", 8, 8 },
        { "f2", "float16", "'<f2'", 2, 2 },
        { "f4", "float32", "'<f4'", 4, 4 },
        { "f8", "float64", "'<f8'", 8, 8 },
        { "f16", "float128", "'<f16'", 16, 16 },
        { "c8", "complex64", "'<c8'", 8, 4 },
        { "c16", "complex128", "'<c16'", 16, 8 },
        { "c32", "complex256", "'<c32'", 32, 16 },
        { "S0", "|S0", "'|S0'", 0, 1 },
        { "S5", "|S5", "'|S5'", 5, 1 },
        { "U0", "<U0", "'<U0'", 0, 4 },
        { "U5", "<U5", "'<U5'", 20, 4 },
        { "V0", "|V0", "'|V0'", 0, 1 },
        { "V8", "|V8", "'|V8'", 8, 1 },
        { "O4", "object", "'|O'", 8, 8 },
        { "O8", "object", "'|O'", 8, 8 },
        { "<f8", "float64", "'<f8'", 8, 8 },
        { ">f8", ">f8", "'>f8'", 8, 8 },
        { "=f8", "float64", "'<f8'", 8, 8 },
        { "|f8", "float64", "'<f8'", 8, 8 },
        { ">i2", ">i2", "'>i2'", 2, 2 },
        { "<?", "bool", "'|b1'", 1, 1 },
        { ">b1", "bool", "'|b1'", 1, 1 },
        { ">S5", "|S5", "'|S5'", 5, 1 },
        { "|U5", "<U5", "'<U5'", 20, 4 },
        { ">U5", ">U5", "'>U5'", 20, 4 },
        { "<V8", "|V8", "'|V8'", 8, 1 },
        { ">O", "object", "'|O'", 8, 8 },
        { ">d", ">f8", "'>f8'", 8, 8 },
        { ">g", ">f16", "'>f16'", 16, 16 },
        { "<b", "int8", "'|i1'", 1, 1 },
        { "<n", "int64", "'<i8'", 8, 8 },
        { "|c", "|S1", "'|S1'", 1, 1 },
        { "a5", "|S5", "'|S5'", 5, 1 },
        { "<a5", "|S5", "'|S5'", 5, 1 },
        { "|a5", "|S5", "'|S5'", 5, 1 },
        { "S05", "|S5", "'|S5'", 5, 1 },
        { "S+5", "|S5", "'|S5'", 5, 1 },
        { "S-0", "|S0", "'|S0'", 0, 1 },
        { "f08", "float64", "'<f8'", 8, 8 },
        { "int_", "int64", "'<i8'", 8, 8 },
        { "uint", "uint64", "'<u8'", 8, 8 },
        { "float", "float64", "'<f8'", 8, 8 },
        { "complex", "complex128", "'<c16'", 16, 8 },
        { "int", "int64", "'<i8'", 8, 8 },
        { "bool", "bool", "'|b1'", 1, 1 },
        { "bool_", "bool", "'|b1'", 1, 1 },
        { "bytes_", "|S0", "'|S0'", 0, 1 },
        { "str_", "<U0", "'<U0'", 0, 4 },
        { "void", "|V0", "'|V0'", 0, 1 },
        { "object", "object", "'|O'", 8, 8 },
        { "object_", "object", "'|O'", 8, 8 },
        { "half", "float16", "'<f2'", 2, 2 },
        { "single", "float32", "'<f4'", 4, 4 },
        { "double", "float64", "'<f8'", 8, 8 },
        { "longdouble", "float128", "'<f16'", 16, 16 },
        { "clongdouble", "complex256", "'<c32'", 32, 16 },
        { "csingle", "complex64", "'<c8'", 8, 4 },
        { "cdouble", "complex128", "'<c16'", 16, 8 },
        { "intc", "int32", "'<i4'", 4, 4 },
        { "uintc", "uint32", "'<u4'", 4, 4 },
        { "intp", "int64", "'<i8'", 8, 8 },
        { "uintp", "uint64", "'<u8'", 8, 8 },
        { "byte", "int8", "'|i1'", 1, 1 },
        { "ubyte", "uint8", "'|u1'", 1, 1 },
        { "short", "int16", "'<i2'", 2, 2 },
        { "ushort", "uint16", "'<u2'", 2, 2 },
        { "long", "int64", "'<i8'", 8, 8 },
        { "ulong", "uint64", "'<u8'", 8, 8 },
        { "longlong", "int64", "'<i8'", 8, 8 },
        { "ulonglong", "uint64", "'<u8'", 8, 8 },
        { "float128", "float128", "'<f16'", 16, 16 },
        { "complex256", "complex256", "'<c32'", 32, 16 },
        { "float16", "float16", "'<f2'", 2, 2 },
        { "float32", "float32", "'<f4'", 4, 4 },
        { "float64", "float64", "'<f8'", 8, 8 },
        { "complex64", "complex64", "'<c8'", 8, 4 },
        { "complex128", "complex128", "'<c16'", 16, 8 },
        { "int8", "int8", "'|i1'", 1, 1 },
        { "int16", "int16", "'<i2'", 2, 2 },
        { "int32", "int32", "'<i4'", 4, 4 },
        { "int64", "int64", "'<i8'", 8, 8 },
        { "uint8", "uint8", "'|u1'", 1, 1 },
        { "uint16", "uint16", "'<u2'", 2, 2 },
        { "uint32", "uint32", "'<u4'", 4, 4 },
        { "uint64", "uint64", "'<u8'", 8, 8 },
        { "str", "<U0", "'<U0'", 0, 4 },
        { "bytes", "|S0", "'|S0'", 0, 1 },
        { "unicode", "<U0", "'<U0'", 0, 4 },
        { "datetime64", "datetime64", "'<M8'", 8, 8 },
        { "timedelta64", "timedelta64", "'<m8'", 8, 8 },
        { "M8", "datetime64", "'<M8'", 8, 8 },
        { "m8", "timedelta64", "'<m8'", 8, 8 },
        { "M8[25s]", "datetime64[25s]", "'<M8[25s]'", 8, 8 },
        { "M8[D/4]", "datetime64[6h]", "'<M8[6h]'", 8, 8 },
        { "M8[generic]", "datetime64", "'<M8'", 8, 8 },
        { "M8[2generic]", "datetime64", "'<M8'", 8, 8 },
        { "M8[7D]", "datetime64[7D]", "'<M8[7D]'", 8, 8 },
        { "M8[1s]", "datetime64[s]", "'<M8[s]'", 8, 8 },
        { "M8[\u03BCs]", "datetime64[us]", "'<M8[us]'", 8, 8 },
        { "M8[s/2]", "datetime64[500ms]", "'<M8[500ms]'", 8, 8 },
        { "M8[Y/12]", "datetime64[M]", "'<M8[M]'", 8, 8 },
        { "M8[s/1000]", "datetime64[ms]", "'<M8[ms]'", 8, 8 },
        { "M8[2s/4]", "datetime64[500ms]", "'<M8[500ms]'", 8, 8 },
        { ">M8[s]", ">M8[s]", "'>M8[s]'", 8, 8 },
        { "|M8[s]", "datetime64[s]", "'<M8[s]'", 8, 8 },
        { "datetime64[3D]", "datetime64[3D]", "'<M8[3D]'", 8, 8 },
        { ">datetime64[3D]", ">M8[3D]", "'>M8[3D]'", 8, 8 },
        { "timedelta64[ns]", "timedelta64[ns]", "'<m8[ns]'", 8, 8 },
        { ">m8[25as]", ">m8[25as]", "'>m8[25as]'", 8, 8 },
        { "M8[W/7]", "datetime64[D]", "'<M8[D]'", 8, 8 },
        { "M8[Y/52]", "datetime64[W]", "'<M8[W]'", 8, 8 },
        { "m8[Y/365]", "timedelta64[D]", "'<m8[D]'", 8, 8 },
        { "M8[M/4]", "datetime64[W]", "'<M8[W]'", 8, 8 },
        { "M8[D/1]", "datetime64[D]", "'<M8[D]'", 8, 8 },
        { "M8[+5s]", "datetime64[5s]", "'<M8[5s]'", 8, 8 },
        { "M8[2147483647D/24]", "datetime64[2147483647h]", "'<M8[2147483647h]'", 8, 8 },
        { "M8[fs/1000]", "datetime64[as]", "'<M8[as]'", 8, 8 },
        { "m8[h/60]", "timedelta64[m]", "'<m8[m]'", 8, 8 },
        { "m8[m/60000]", "timedelta64[ms]", "'<m8[ms]'", 8, 8 },
        { "S2147483647", "|S2147483647", "'|S2147483647'", 2147483647, 1 },
        { "U536870911", "<U536870911", "'<U536870911'", 2147483644, 4 },
        { "S 5", "|S5", "'|S5'", 5, 1 },
        { "f 8", "float64", "'<f8'", 8, 8 },
        { "a 5", "|S5", "'|S5'", 5, 1 },
        { "M8[ 5s]", "datetime64[5s]", "'<M8[5s]'", 8, 8 },
        { "M8[D/ 24]", "datetime64[h]", "'<M8[h]'", 8, 8 },
    };

    /// <summary>Names of older NumPys, and what <c>np.dtype</c> of 1.19 and 1.26 gave for them.</summary>
    [Theory]
    [InlineData("bool8", "?")]
    [InlineData("int0", "i8")]
    [InlineData("uint0", "u8")]
    [InlineData("float_", "f8")]
    [InlineData("longfloat", "f16")]
    [InlineData("singlecomplex", "c8")]
    [InlineData("complex_", "c16")]
    [InlineData("cfloat", "c16")]
    [InlineData("clongfloat", "c32")]
    [InlineData("longcomplex", "c32")]
    [InlineData("object0", "O")]
    [InlineData("bytes0", "S0")]
    [InlineData("string_", "S0")]
    [InlineData("str0", "U0")]
    [InlineData("unicode_", "U0")]
    [InlineData("void0", "V0")]
    [InlineData("Bool", "?")]
    [InlineData("Int8", "i1")]
    [InlineData("Int16", "i2")]
    [InlineData("Int32", "i4")]
    [InlineData("Int64", "i8")]
    [InlineData("UInt8", "u1")]
    [InlineData("UInt16", "u2")]
    [InlineData("UInt32", "u4")]
    [InlineData("UInt64", "u8")]
    [InlineData("Float16", "f2")]
    [InlineData("Float32", "f4")]
    [InlineData("Float64", "f8")]
    [InlineData("Float128", "f16")]
    [InlineData("Object0", "O")]
    [InlineData("Void0", "V0")]
    [InlineData("Datetime64", "M8")]
    [InlineData("Timedelta64", "m8")]
    public void Parse_NameOfAnOlderNumPy_IsItsDType(string name, string dtype) => Assert.Equal(DType.Parse(dtype), DType.Parse(name));

    [Theory]
    [InlineData("Complex32")]
    [InlineData("Complex64")]
    [InlineData("FLOAT64")]
    public void Parse_NameOfNoDType_IsRefused(string name) =>
        Assert.Equal(NpyFormatReason.BadDescr, Assert.Throws<NpyFormatException>(() => DType.Parse(name)).Reason);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_TypeString_GivesNumPysDType(string text, string str, string descr, int itemSize, int alignment) =>
        DTypeAssert.Is(DType.Parse(text), str, descr, itemSize, alignment);

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToString_OfAny_ParsesBack(string text, string str, string descr, int itemSize, int alignment)
    {
        _ = (descr, itemSize, alignment);

        Assert.Equal(DType.Parse(text), DType.Parse(str));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TryFromTypeString_OfWhatNumPyWrites_GivesTheSameOrNothing(string text, string str, string descr, int itemSize, int alignment)
    {
        _ = (str, itemSize, alignment);
        DType? fast = DType.TryFromTypeString(System.Text.Encoding.Latin1.GetBytes(descr.Trim('\'')));

        Assert.Equal(DType.Parse(text).UnitMultiple == 1 ? DType.Parse(text) : null, fast);
    }

    [Fact]
    public void Name_OfTheLargestWidths_CountsTheirBits()
    {
        Assert.Equal("bytes2147483648", DType.Parse("S268435456").Name);
        Assert.Equal("str17179869152", DType.Parse("U536870911").Name);
        Assert.Equal("void17179869176", DType.Parse("V2147483647").Name);
    }
}
