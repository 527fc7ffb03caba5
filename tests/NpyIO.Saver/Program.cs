using System.Globalization;

namespace NpyIO.Saver;

/// <summary>Runs a <see cref="SaveLoop"/> or a <see cref="MapScan"/> as its arguments say. An endless run stops when its stdin closes, so that none outlives the test that started it.</summary>
internal static class Program
{
    private const string Usage = "usage: NpyIO.Saver KIND BYTES FOLDER replaced|new THREADS SAVES|endless\nAn update cannot be new.\n       NpyIO.Saver scan FILE";

    private static int Main(string[] arguments)
    {
        if (arguments is ["scan", string file])
            return MapScan.Run(file);
        if (arguments is not [string kind, string bytes, string folder, "replaced" or "new", string threads, string saves]
            || !Enum.TryParse(kind, ignoreCase: true, out SaveKind saveKind)
            || (saveKind == SaveKind.Update && arguments[3] == "new"))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var loop = new SaveLoop
        {
            Kind = saveKind,
            Bytes = long.Parse(bytes, CultureInfo.InvariantCulture),
            Folder = folder,
            IsNew = arguments[3] == "new",
            Threads = int.Parse(threads, CultureInfo.InvariantCulture),
            Saves = saves == "endless" ? int.MaxValue : int.Parse(saves, CultureInfo.InvariantCulture),
        };
        if (saves == "endless")
            new Thread(() => StopAtEndOfInput(loop)) { IsBackground = true }.Start();

        return loop.Run() ? 0 : 1;
    }

    private static void StopAtEndOfInput(SaveLoop loop)
    {
        using Stream input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        loop.Stop();
    }
}
