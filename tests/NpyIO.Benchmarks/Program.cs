using NpyIO.Benchmarks.Compare;
using NpyIO.Benchmarks.Micro;
using NpyIO.Benchmarks.Workers;

const string Usage = """
    usage: compare [--quick] [--only 1,4,6] [--rounds N] [--python COMMAND] [--dir DIR] [--out FILE]
           sizes [--quick] [--rounds N] [--python COMMAND] [--dir DIR]
           micro [BenchmarkDotNet options]

    compare   NpyIO beside NumPy and NumSharp: the targets of tests/NpyIO.Benchmarks/README.md, one table
    sizes     what compressing data of many kinds costs and gains, beside NumPy
    micro     BenchmarkDotNet over the small pieces
    """;

switch (args)
{
    case ["compare" or "sizes", ..]:
        if (!CompareOptions.TryParse(args.AsSpan(1), out CompareOptions? options, out string? error))
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(Usage);
            return 2;
        }

        return args[0] == "sizes" ? new SizesDriver(options).Run() : new Driver(options).Run();

    case ["micro", ..]:
        return MicroRunner.Run(args[1..]);

    case ["worker", "touch", string bytes]:
        MemoryToucher.Touch(long.Parse(bytes));
        return 0;

    case ["worker", "npyio"]:
        new WorkerLoop(new NpyIORival()).Run();
        return 0;

    case ["worker", "numsharp"]:
        new WorkerLoop(new NumSharpRival()).Run();
        return 0;

    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
