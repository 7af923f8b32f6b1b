using MudBlazor;
using Personalize.Data.Imports;

namespace Personalize.Web.Import;

/// <summary>State of an import as a word, an icon and a tint.</summary>
internal sealed record ImportLook(string Word, string Icon, string Tint)
{
    public static ImportLook Of(ImportState state) => state switch
    {
        ImportState.Queued => new("Waiting", Icons.Material.Outlined.Schedule, ""),
        ImportState.Running => new("Running", Icons.Material.Outlined.Sync, "pz-info"),
        ImportState.Succeeded => new("Done", Icons.Material.Outlined.CheckCircle, "pz-new"),
        ImportState.Failed => new("Failed", Icons.Material.Outlined.ErrorOutline, "pz-rejected"),
        ImportState.Cancelled => new("Cancelled", Icons.Material.Outlined.Block, ""),
        ImportState.Interrupted => new("Interrupted", Icons.Material.Outlined.PowerOff, "pz-changed"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No look is defined for this state of an import."),
    };

    public static bool IsUnderWay(ImportState state) => state is ImportState.Queued or ImportState.Running;
}
