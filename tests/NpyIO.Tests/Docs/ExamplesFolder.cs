using NpyIO.Tests.Support;

namespace NpyIO.Tests.Docs;

/// <summary>The folder in which the documents' examples run, with the files that several of them read.</summary>
/// <remarks>The examples' files have plain names, so the process's current folder is changed: for tests of the collection <see cref="Alone"/> only.</remarks>
internal sealed class ExamplesFolder : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _before = Directory.GetCurrentDirectory();

    internal ExamplesFolder()
    {
        Directory.SetCurrentDirectory(_folder.Path);
        Npy.Save("grid.npy", new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        NdArray people = NdArray.Create(DType.Parse("[('name', '<U10'), ('born', '<M8[D]'), ('height', '>f4')]"), 1);
        people["name"].Set("Emmy", 0);
        people["born"].Set(Datetime64.FromDateTime(new DateTime(1882, 3, 23), DatetimeUnit.Day), 0);
        people["height"].Set(1.6f, 0);
        Npy.Save("people.npy", people);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Dispose();
    }
}
