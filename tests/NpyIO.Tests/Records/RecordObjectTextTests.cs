using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Texts of records that are stored as Python objects: str, or None for null.</summary>
public sealed class RecordObjectTextTests
{
    [Fact]
    public void Save_TextsAsObjects_AreStrAndNone()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("a.npy");
        Labelled[] records = [new("a", "long enough for any width", ["x", null]), new("", null, [null, ""])];

        Npy.Save(path, records);

        NdArray saved = Npy.Load(path);
        Assert.Equal("[('Name', 'O'), ('Note', 'O'), ('Tags', 'O', (2,))]", saved.DType.ToString());
        Assert.Equal(["a", ""], saved["Name"].ToArray<object?>());
        Assert.Equal(["long enough for any width", null], saved["Note"].ToArray<object?>());
        Assert.Equal(["x", null, null, ""], saved["Tags"].ToArray<object?>());
        Labelled[] read = Npy.Load<Labelled>(path).ToArray();
        Assert.Equal(records.Select(record => (record.Name, record.Note)), read.Select(record => (record.Name, record.Note)));
        Assert.Equal(records.Select(record => record.Tags), read.Select(record => record.Tags));
    }

    [Theory]
    [InlineData("S3")]
    [InlineData("<U5")]
    [InlineData(">U5")]
    [InlineData("O")]
    public void Read_TextsOfEveryKind_AreRead(string dtype)
    {
        NdArray array = NdArray.Create(DType.Parse($"[('Name','{dtype}'),('Note','{dtype}'),('Tags','{dtype}',(2,))]"), 1);
        array["Name"].Set("a", 0);
        array["Note"].Set("bcd", 0);
        array["Tags"].Set("e", 0, 0);
        array["Tags"].Set("", 0, 1);

        Labelled read = array.To<Labelled>()[0];

        Assert.Equal(("a", "bcd"), (read.Name, read.Note));
        Assert.Equal(new string?[] { "e", "" }, read.Tags);
    }

    [Fact]
    public void Write_NullWithoutAnnotation_SaysIndexFieldAndWhatToWrite()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([new Labelled("a", null, ["", ""]), new Labelled(null!, null, ["", ""])]));

        Assert.Equal("The value of record 1 in field 'Name' is null, but its member's type says that it is not: write \"\" (or no bytes), or add '?' to the type, to save None.", exception.Message);
    }

    [Fact]
    public void Write_NullInArrayWithoutAnnotation_SaysIndexAndField()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([new Strict(["", ""]), new Strict(["", null!])]));

        Assert.StartsWith("The value of record 1 in field 'Tags' is null,", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NullIntoObjectsOfAFile_IsWhatTheAnnotationSays()
    {
        DType objects = DType.Parse("[('Text','O'),('TextOrNull','O'),('Bytes','O'),('BytesOrNull','O'),('Texts','O',(2,)),('TextsOrNulls','O',(2,)),('Anything','O')]");
        Annotated record = new() { Text = "a", Bytes = [1], Texts = ["", ""], TextsOrNulls = [null, ""], Anything = 1 };

        NdArray written = RecordCalls.Write([record], objects);

        Assert.Equal([null], written["TextOrNull"].ToArray<object?>());
        Assert.Equal([null], written["BytesOrNull"].ToArray<object?>());
        Assert.Contains("'Text'", Assert.Throws<ArgumentException>(() => RecordCalls.Write([record with { Text = null! }], objects)).Message, StringComparison.Ordinal);
        Assert.Contains("'Bytes'", Assert.Throws<ArgumentException>(() => RecordCalls.Write([record with { Bytes = null! }], objects)).Message, StringComparison.Ordinal);
        Assert.Contains("'Texts'", Assert.Throws<ArgumentException>(() => RecordCalls.Write([record with { Texts = [null!, ""] }], objects)).Message, StringComparison.Ordinal);
    }
}

[NpyRecord]
internal partial record struct Labelled([NpyField(DType = "O")] string Name, [NpyField(DType = "O")] string? Note, [NpyField(Length = 2, DType = "O")] string?[] Tags);

[NpyRecord]
internal partial record struct Strict([NpyField(Length = 2, DType = "O")] string[] Tags);
