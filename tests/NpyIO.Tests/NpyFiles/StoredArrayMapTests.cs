using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Mapping what is open: files, streams of files, entries that are not compressed.</summary>
public sealed class StoredArrayMapTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(4, 3)", 12);

    [Theory]
    [InlineData(MapAccess.Read)]
    [InlineData(MapAccess.ReadWrite)]
    [InlineData(MapAccess.CopyOnWrite)]
    public void Map_File_HasTheAccess(MapAccess access)
    {
        using var path = new TempFile(Numbers);
        using NpyFile file = Npy.Open(path.Path);
        Assert.True(file.CanMap);

        using (MappedArray mapped = file.Map(access))
        {
            Assert.Equal(access, mapped.Access);
            Assert.Equal(Enumerable.Range(0, 12), mapped.As<int>());
            Assert.Equal(access == MapAccess.Read, mapped.Array.IsReadOnly);
            if (access != MapAccess.Read)
                mapped.As<int>()[1, 1] = 77;
        }

        Assert.Equal(access == MapAccess.ReadWrite ? 77 : 4, Npy.Load<int>(path.Path)[1, 1]);
    }

    [Fact]
    public void Map_StreamOfAFile_BeginsAtItsPosition()
    {
        using var path = new TempFile([.. new byte[100], .. Numbers]);
        var stream = new FileStream(path.Path, FileMode.Open) { Position = 100 };
        using NpyFile file = Npy.Open(stream);
        using MappedArray mapped = file.Map();

        Assert.Equal(Enumerable.Range(0, 12), mapped.As<int>());
    }

    /// <summary>What was opened by a handle that cannot write says which call can.</summary>
    [Fact]
    public void Map_OpenForReadingOnly_SaysHowToWrite()
    {
        using var path = new TempFile(Numbers);
        foreach (NpyFile file in (NpyFile[])[Npy.Open(new FileByteSource(path.Path)), Npy.Open(new FileStream(path.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))])
        {
            using (file)
            {
                Assert.Equal(
                    "The file that the array was opened from is open for reading only, so it cannot be mapped for ReadWrite: Npy.Map(path, MapAccess.ReadWrite) opens it for writing, and MapAccess.CopyOnWrite needs no writing.",
                    Assert.Throws<NotSupportedException>(() => file.Map(MapAccess.ReadWrite)).Message);
                using MappedArray copy = file.Map(MapAccess.CopyOnWrite);
                copy.As<int>()[0, 0] = 77;
                using MappedArray read = file.Map();
                Assert.Equal(Enumerable.Range(0, 12), read.As<int>());
            }
        }

        using NpyFile writable = Npy.Open(new FileStream(path.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        using (MappedArray mapped = writable.Map(MapAccess.ReadWrite))
            mapped.As<int>()[0, 0] = 78;
        Assert.Equal(78, Npy.Load<int>(path.Path)[0, 0]);
    }

    [Fact]
    public void Map_FileReplacedSince_IsNotWritten()
    {
        using var path = new TempFile(Numbers);
        using NpyFile file = Npy.Open(path.Path);
        Npy.Save(path.Path, new[] { 1, 2, 3 });

        using MappedArray old = file.Map();
        Assert.Equal([4, 3], old.Shape.ToArray());
        Assert.Contains("another file now", Assert.Throws<IOException>(() => file.Map(MapAccess.ReadWrite)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_FileCutSince_IsRefused()
    {
        using var path = new TempFile(Numbers);
        using NpyFile file = Npy.Open(path.Path);
        using (var cut = new FileStream(path.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(Numbers.Length - 1);

        Assert.Equal((NpyFormatReason.TruncatedData, path.Path), Told(Assert.Throws<NpyFormatException>(() => file.Map())));
        Assert.Equal((NpyFormatReason.TruncatedData, path.Path), Told(Assert.Throws<NpyFormatException>(() => file.Read(^1))));

        static (NpyFormatReason, string?) Told(NpyFormatException e) => (e.Reason, e.Path);
    }

    [Fact]
    public void Map_WhatIsNotInAFile_IsRefused()
    {
        foreach (string kind in StoredSources.All.Keys)
        {
            using StoredSources.Held held = StoredSources.All[kind](Numbers);
            Assert.Equal(kind is "path" or "entry, stored", held.Array.CanMap);
            if (!held.Array.CanMap)
                Assert.Throws<NotSupportedException>(() => held.Array.Map());
        }
    }

    [Fact]
    public void Map_Entry_IsNotWritten()
    {
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", Numbers)));
        using NpzFile file = Npz.Open(path.Path);
        using (MappedArray copy = file["a"].Map(MapAccess.CopyOnWrite))
            copy.As<int>()[0, 0] = 5;

        Assert.Equal(0, file["a"].Load<int>()[0, 0]);
        Assert.Equal(
            "Entry 'a.npy' cannot be mapped for ReadWrite: its CRC would not be right any more; Npz.Update replaces it.",
            Assert.Throws<NotSupportedException>(() => file["a"].Map(MapAccess.ReadWrite)).Message);
        using NpzFile memory = Npz.Open(ZipBytes.Of(false, ("a.npy", Numbers)));
        Assert.Throws<NotSupportedException>(() => memory["a"].Map(MapAccess.CopyOnWrite));
        Assert.Equal(Enumerable.Range(0, 12), memory["a"].Map().As<int>());
    }

    [Fact]
    public void Map_Field_SaysHow()
    {
        using var path = new TempFile(Npy.Save(NdArray.Create(DType.Struct(new Field("a", DType.Int32)), 3)));
        using NpyFile file = Npy.Open(path.Path);

        Assert.False(file["a"].CanMap);
        Assert.Equal(
            "A field is mapped with its records: Map() the array that it is a field of, and take the field of that.",
            Assert.Throws<NotSupportedException>(() => file["a"].Map()).Message);
        using MappedArray mapped = file.Map();
        Assert.Equal(3, mapped.Array["a"].Count);
    }

    [Fact]
    public void Map_EntryOpenedWithOptions_FollowsThem()
    {
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", [.. Numbers, 1, 2, 3])));
        using NpzFile file = Npz.Open(path.Path);

        using (MappedArray mapped = file["a"].Map())
            Assert.Equal(12, mapped.Array.Count);
        StoredArray strict = file.Open("a", new NpyReadOptions { Strict = true });
        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => strict.Map()).Reason);
    }

    [Fact]
    public void CanMap_Objects_IsFalse()
    {
        byte[] objects = Npy.Save(NdArray.FromObjects(new object?[] { "x", null }));
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", objects)));
        using NpzFile file = Npz.Open(path.Path);
        using var single = new TempFile(objects);
        using NpyFile array = Npy.Open(single.Path);

        Assert.False(file["a"].CanMap);
        Assert.False(array.CanMap);
    }
}
