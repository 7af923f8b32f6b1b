using System.Text.Json;

namespace Personalize.Data.Recommendations;

/// <summary>Items of a list as the column holds them, for writers that pass EF by.</summary>
internal static class ServedItems
{
    public static string ToJson(IReadOnlyList<ServedItem> items) => JsonSerializer.Serialize(items);
}
