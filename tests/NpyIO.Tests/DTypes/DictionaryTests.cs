using Xunit;

namespace NpyIO.Tests.DTypes;

/// <summary>Dictionaries that <c>np.dtype</c> takes; records without a descr among them.</summary>
public class DictionaryTests
{
    /// <summary>Text, and of its dtype <c>str</c>, the descr's <c>repr</c>, item size and alignment, by NumPy 2.4.6.</summary>
    public static readonly TheoryData<string, string, string?, int, int> Cases = new()
    {
        { "{'names':['a'],'formats':['f4']}", "[('a', '<f4')]", "[('a', '<f4')]", 4, 1 },
        { "{'names':['a','b'],'formats':['f4','i8'],'aligned':True}", "{'names': ['a', 'b'], 'formats': ['<f4', '<i8'], 'offsets': [0, 8], 'itemsize': 16, 'aligned': True}", "[('a', '<f4'), ('', '|V4'), ('b', '<i8')]", 16, 8 },
        { "{'names':('a','b'),'formats':('f4','i1'),'offsets':(4,0)}", "{'names': ['a', 'b'], 'formats': ['<f4', 'i1'], 'offsets': [4, 0], 'itemsize': 8}", null, 8, 1 },
        { "{'a':('f4',0),'b':('i4',4)}", "[('a', '<f4'), ('b', '<i4')]", "[('a', '<f4'), ('b', '<i4')]", 8, 1 },
        { "{'b':('f4',4),'a':('i4',0,'t')}", "[(('t', 'a'), '<i4'), ('b', '<f4')]", "[(('t', 'a'), '<i4'), ('b', '<f4')]", 8, 1 },
        { "{}", "[]", "[]", 0, 1 },
        { "{'names':[],'formats':[],'itemsize':8}", "{'names': [], 'formats': [], 'offsets': [], 'itemsize': 8}", "[('', '|V8')]", 8, 1 },
        { "{'names':['a','b'],'formats':['f4','i8'],'offsets':[0,2]}", "{'names': ['a', 'b'], 'formats': ['<f4', '<i8'], 'offsets': [0, 2], 'itemsize': 10}", null, 10, 1 },
        { "{'names':['a'],'formats':['f4'],'titles':['T'],'itemsize':9}", "{'names': ['a'], 'formats': ['<f4'], 'offsets': [0], 'titles': ['T'], 'itemsize': 9}", "[(('T', 'a'), '<f4'), ('', '|V5')]", 9, 1 },
        { "{'names':['a','b'],'formats':['f4','i8'],'titles':[None,'T']}", "[('a', '<f4'), (('T', 'b'), '<i8')]", "[('a', '<f4'), (('T', 'b'), '<i8')]", 12, 1 },
        { "{'names':['a'],'formats':['f4','i8'],'offsets':[0,4],'titles':['T',None]}", "[(('T', 'a'), '<f4')]", "[(('T', 'a'), '<f4')]", 4, 1 },
        { "{'names':['a','b','c'],'formats':['i1','f8',('i2',(3,))],'aligned':True}", "{'names': ['a', 'b', 'c'], 'formats': ['i1', '<f8', ('<i2', (3,))], 'offsets': [0, 8, 16], 'itemsize': 24, 'aligned': True}", "[('a', '|i1'), ('', '|V7'), ('b', '<f8'), ('c', '<i2', (3,)), ('', '|V2')]", 24, 8 },
        { "{'names':['a'],'formats':['f4'],'offsets':[4]}", "{'names': ['a'], 'formats': ['<f4'], 'offsets': [4], 'itemsize': 8}", "[('', '|V4'), ('a', '<f4')]", 8, 1 },
        { "{'names':['a','b'],'formats':['O','i8'],'offsets':[8,0]}", "{'names': ['a', 'b'], 'formats': ['O', '<i8'], 'offsets': [8, 0], 'itemsize': 16}", null, 16, 1 },
        { "{'names':['a','b'],'formats':['f4','i1'],'itemsize':12,'aligned':True}", "{'names': ['a', 'b'], 'formats': ['<f4', 'i1'], 'offsets': [0, 4], 'itemsize': 12, 'aligned': True}", "[('a', '<f4'), ('b', '|i1'), ('', '|V7')]", 12, 4 },
        { "[('a', {'names':['x','y'],'formats':['i1','f8'],'aligned':True}, (2,)), ('b','i1')]", "[('a', [('x', 'i1'), ('y', '<f8')], (2,)), ('b', 'i1')]", "[('a', [('x', '|i1'), ('', '|V7'), ('y', '<f8')], (2,)), ('b', '|i1')]", 33, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_Dictionary_GivesNumPysDType(string text, string str, string? descr, int itemSize, int alignment)
    {
        DType dtype = DType.Parse(text);

        Assert.Equal(str, dtype.ToString());
        Assert.Equal(itemSize, dtype.ItemSize);
        Assert.Equal(alignment, dtype.Alignment);
        Assert.Equal(descr, TryDescr(dtype));
    }

    [Fact]
    public void Descr_OfOverlappingFields_SaysWhichFieldAndWhere()
    {
        DType dtype = DType.Parse("{'names':['a','b'],'formats':['f4','i8'],'offsets':[0,2]}");

        Assert.Equal(
            "A record whose fields overlap or are out of order has no descr and cannot be saved: field 'b' begins at 2, before the end 4 of the field before it.",
            Assert.Throws<InvalidOperationException>(() => dtype.Descr).Message);
    }

    [Fact]
    public void ToString_OfAlignedRecord_ParsesBackAligned()
    {
        DType dtype = DType.Parse("{'names': ['a', 'b'], 'formats': ['i1', 'f8'], 'aligned': True}");

        Assert.True(DType.Parse(dtype.ToString()).IsAlignedStruct);
        Assert.Equal(dtype, DType.Parse(dtype.ToString()));
    }

    private static string? TryDescr(DType dtype)
    {
        try
        {
            return dtype.Descr;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
