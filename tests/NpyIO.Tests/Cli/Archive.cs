using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Archives for tests of the tool, made without the code under test.</summary>
internal static class Archive
{
    /// <summary>Two columns of three <c>&lt;i2</c>.</summary>
    internal static byte[] Weights { get; } = NpyBytes.Of("'<i2'", "(2, 3)", Convert.FromHexString("0100feff030004000500ff7f"));

    /// <summary>The same, big-endian and in Fortran order.</summary>
    internal static byte[] FortranWeights { get; } = NpyBytes.Of("'>i2'", "(2, 3)", Convert.FromHexString("00010004fffe000500037fff"), fortranOrder: true);

    /// <summary>The number 7 as <c>|u1</c>.</summary>
    internal static byte[] Epoch { get; } = NpyBytes.Of("'|u1'", "()", [7]);

    /// <summary>No array.</summary>
    internal static byte[] Notes { get; } = "trained twice"u8.ToArray();

    /// <summary>Two arrays, of which the first is cut: its CRC is right, its length is not.</summary>
    internal static (string Name, byte[] Data)[] OneBad { get; } = [("w.npy", Weights[..^1]), ("epoch.npy", Epoch)];

    /// <summary>Two arrays with something else between them.</summary>
    internal static (string Name, byte[] Data)[] Three { get; } = [("layer/w.npy", Weights), ("notes.txt", Notes), ("epoch.npy", Epoch)];

    /// <summary>Writes an archive of entries that are stored, and gives its path.</summary>
    internal static string Write(TempFolder folder, params (string Name, byte[] Data)[] entries) => folder.Write("x.npz", ZipBytes.Of(false, entries));

    /// <summary>An archive, as .NET reads it, holds these entries in this order, and no others.</summary>
    internal static void AssertHolds(string path, params (string Name, byte[] Data)[] entries)
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(path);
        Assert.Equal(entries.Select(found => found.Name), archive.Entries.Select(entry => entry.FullName));
        for (int i = 0; i < entries.Length; i++)
        {
            using var data = new MemoryStream();
            using Stream content = archive.Entries[i].Open();
            content.CopyTo(data);
            Assert.Equal(entries[i].Data, data.ToArray());
        }
    }
}
