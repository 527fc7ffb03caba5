using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace NpyIO.Tests.Arrays.Printing;

/// <summary>What a debugger shows of a value that is expanded: the properties of its proxy.</summary>
public class DebuggerViewTests
{
    [Fact]
    public void DebugView_DType_HasItsParts()
    {
        DType record = DType.Parse("[('x', '<f4'), ('n', '>i2', (2, 3))]");

        Assert.Equal(["x", "n"], Assert.IsType<Field[]>(PropertiesOf(record)["Fields"]).Select(field => field.Name));
        Assert.Equal(record.Descr, PropertiesOf(record)["Descr"]);
        Dictionary<string, object?> part = PropertiesOf(record.Fields[1].DType);
        Assert.Equal([2L, 3], Assert.IsType<long[]>(part["Shape"]));
        Assert.Equal(DType.Parse(">i2"), part["Base"]);
    }

    [Fact]
    public void DebugView_Header_HasItsShape()
    {
        Dictionary<string, object?> view = PropertiesOf(new NpyHeader(DType.Float64, [2L, 3], fortranOrder: true));

        Assert.Equal([2L, 3], Assert.IsType<long[]>(view["Shape"]));
        Assert.Equal((DType.Float64, (object)true, (object)48L), (view["DType"], view["FortranOrder"], view["NBytes"]));
    }

    [Fact]
    public void DebugView_Array_HasItsFirstRows()
    {
        NdArray<int> grid = NdArray.Create<int>(11, 2).Transpose();
        foreach (object array in (object[])[grid, grid.ToNdArray()])
        {
            Dictionary<string, object?> view = PropertiesOf(array);
            Assert.Equal(DType.Int32, view["DType"]);
            Assert.Equal([2L, 11], Assert.IsType<long[]>(view["Shape"]));
            Assert.Equal([4L, 8], Assert.IsType<long[]>(view["Strides"]));
            Assert.Equal(["[0 0 0 0 0 0 0 0 0 0 0]", "[0 0 0 0 0 0 0 0 0 0 0]"], Assert.IsType<string[]>(view["Rows"]));
        }

        foreach (object array in (object[])[grid.Transpose(), grid.Transpose().ToNdArray()])
            Assert.Equal(Enumerable.Repeat("[0 0]", 10), Assert.IsType<string[]>(PropertiesOf(array)["Rows"]));
        foreach (object single in (object[])[grid.At(0, 0), grid.At(0, 0).ToNdArray()])
            Assert.Equal(["0"], Assert.IsType<string[]>(PropertiesOf(single)["Rows"]));

        // At most 100 elements are printed whole.
        foreach ((int length, bool isWhole) in ((int, bool)[])[(100, true), (101, false)])
        {
            string row = Assert.Single(Assert.IsType<string[]>(PropertiesOf(NdArray.Create<int>(1, length))["Rows"]));
            Assert.Equal(isWhole, !row.Contains("...", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void DebugView_Archive_HasItsEntriesAndTheirHeaders()
    {
        using NpzFile file = Npz.Open(Npz.Save(new Dictionary<string, int[]> { ["a"] = [1, 2, 3] }));

        NpzEntry entry = Assert.Single(Assert.IsType<NpzEntry[]>(PropertiesOf(file)["Entries"]));
        Dictionary<string, object?> view = PropertiesOf(entry);
        Assert.Equal(("a", (object)entry.Length), (view["Name"], view["Length"]));
        Assert.Equal([3L], Assert.IsType<NpyHeader>(view["Header"]).Shape.ToArray());
    }

    [Fact]
    public void DebugView_PickledValues_HaveTheirContent()
    {
        var value = new PickleObject("module", "Class") { Arguments = new(1L) };

        Assert.Equal(("module.Class", (object)value.Arguments), (PropertiesOf(value)["Class"], PropertiesOf(value)["Arguments"]));
        Assert.Empty(Assert.IsType<object?[]>(PropertiesOf(value)["Items"]));
        KeyValuePair<object?, object?> entry = Assert.Single(Assert.IsType<KeyValuePair<object?, object?>[]>(PropertiesOf(new PickleDictionary { ["key"] = 1L })["Entries"]));
        Assert.Equal(("key", (object)1L), (entry.Key, entry.Value));
    }

    /// <summary>As a debugger finds them: by the attribute.</summary>
    private static Dictionary<string, object?> PropertiesOf(object value)
    {
        string proxy = value.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName;
        Type type = Type.GetType(proxy, throwOnError: true)!;
        if (type.IsGenericTypeDefinition)
            type = type.MakeGenericType(value.GetType().GetGenericArguments());
        object view = Activator.CreateInstance(type, value)!;
        return view.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(view));
    }
}
