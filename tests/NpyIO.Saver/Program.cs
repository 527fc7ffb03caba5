using System.Globalization;

namespace NpyIO.Saver;

/// <summary>Runs a <see cref="SaveLoop"/> or a <see cref="LargeScan"/> as its arguments say. An endless run stops when its stdin closes, so that none outlives the test that started it.</summary>
internal static class Program
{
    private const string Usage = "usage: NpyIO.Saver KIND BYTES FOLDER replaced|new THREADS SAVES|endless\nAn update cannot be new.\n       NpyIO.Saver append KIND FILE FACTOR\n       NpyIO.Saver uniform FILE STEPS SEED\n       NpyIO.Saver scan KIND FILE";

    private static int Main(string[] arguments)
    {
        if (arguments is ["scan", string reading, string scanned] && Enum.TryParse(reading, ignoreCase: true, out ScanKind scanKind))
            return LargeScan.Run(scanKind, scanned);
        if (arguments is ["append", string way, string path, string factor] && Enum.TryParse(way, ignoreCase: true, out AppendKind appendKind))
            return Append(new AppendLoop(appendKind, path, int.Parse(factor, CultureInfo.InvariantCulture)));
        if (arguments is ["uniform", string file, string steps, string seed])
        {
            AppendLoop.AppendUniform(file, int.Parse(steps, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
            return 0;
        }

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
            new Thread(() => StopAtEndOfInput(loop.Stop)) { IsBackground = true }.Start();

        return loop.Run() ? 0 : 1;
    }

    private static int Append(AppendLoop loop)
    {
        new Thread(() => StopAtEndOfInput(loop.Stop)) { IsBackground = true }.Start();
        loop.Run();
        return 0;
    }

    private static void StopAtEndOfInput(Action stop)
    {
        using Stream input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        stop();
    }
}
