using System.Text.Json;

namespace NpyIO.Tests.Support;

/// <summary>Print options by NumPy's names.</summary>
internal static class PrintOptionsJson
{
    internal static PrintOptions Of(JsonElement options)
    {
        PrintOptions printed = PrintOptions.Default;
        foreach (JsonProperty option in options.EnumerateObject())
        {
            printed = option.Name switch
            {
                "threshold" => printed with { Threshold = option.Value.GetInt64() },
                "edgeitems" => printed with { EdgeItems = option.Value.GetInt32() },
                "precision" => printed with { Precision = option.Value.GetInt32() },
                "linewidth" => printed with { LineWidth = option.Value.GetInt32() },
                "suppress" => printed with { Suppress = option.Value.GetBoolean() },
                _ => throw new InvalidOperationException($"there is no option {option.Name}"),
            };
        }

        return printed;
    }
}
