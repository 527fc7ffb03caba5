using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Archives written in every way, read by NpyIO and by .NET's own ZipArchive.</summary>
public class WrittenArchiveTests
{
    [Fact]
    public void Save_EveryGoldenArchiveInEveryWay_NpyIOAndZipArchiveReadTheSame()
    {
        using TempFolder folder = new();
        foreach (WrittenArchive written in WrittenArchives.In(folder))
        {
            Dictionary<string, string> expected = Contents(written.EntriesOf);

            Assert.Equal(expected, Contents(written.Path));
            Assert.Equal(expected, ZipArchiveContents(written.Path));
            if (written.IsByteExact)
                Assert.Equal(File.ReadAllBytes(written.EntriesOf), File.ReadAllBytes(written.Path));
            Npz.Load(written.Path);   // the CRCs, and what is read forward
            Npz.Load(new PartialStream(File.ReadAllBytes(written.Path), int.MaxValue));
            File.Delete(written.Path);
        }
    }

    /// <summary>A hash of every entry by its full name.</summary>
    private static Dictionary<string, string> Contents(string path)
    {
        using NpzFile archive = Npz.Open(path);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry => Hash(entry.OpenRaw()));
    }

    private static Dictionary<string, string> ZipArchiveContents(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry => Hash(entry.Open()));
    }

    private static string Hash(Stream stream)
    {
        using (stream)
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));
    }
}
