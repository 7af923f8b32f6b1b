using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>What a page holds for the circuit that is to bring it to life: which components, and their state.</summary>
/// <param name="Operations">The request to add them, as JSON.</param>
/// <param name="State">Sealed by the server; empty for none.</param>
internal sealed partial record PageMarkers(string Operations, string State)
{
    /// <exception cref="InvalidDataException">The page has nothing interactive.</exception>
    public static PageMarkers In(string html)
    {
        var operations = new JsonArray();
        foreach (Match marker in Marker().Matches(html))
        {
            operations.Add(new JsonObject
            {
                ["type"] = "add",
                ["ssrComponentId"] = operations.Count + 1,
                ["marker"] = JsonNode.Parse(marker.Groups[1].ValueSpan.ToString()),
            });
        }

        if (operations.Count == 0) throw new InvalidDataException("The page has no interactive component; was the session accepted?");
        return new PageMarkers(new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), SealedState().Match(html).Groups[1].Value);
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([A-Za-z0-9+/=_-]+)-->", RegexOptions.CultureInvariant)]
    private static partial Regex SealedState();
}
