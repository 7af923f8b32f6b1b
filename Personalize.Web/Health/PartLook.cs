using MudBlazor;
using Personalize.Web.Health.Parts;

namespace Personalize.Web.Health;

/// <summary>How a state looks: never by its colour alone.</summary>
internal static class PartLook
{
    public static string IconOf(PartState state) => state switch
    {
        PartState.Working => Icons.Material.Outlined.CheckCircle,
        PartState.Degraded => Icons.Material.Outlined.WarningAmber,
        PartState.Starting => Icons.Material.Outlined.HourglassEmpty,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    public static string WordOf(PartState state) => state switch
    {
        PartState.Working => "Works",
        PartState.Degraded => "Degraded",
        PartState.Starting => "Starting",
        _ => "Down",
    };

    public static string ClassOf(PartState state) => state switch
    {
        PartState.Working => "pz-new",
        PartState.Degraded => "pz-changed",
        PartState.Starting => "pz-info",
        _ => "pz-rejected",
    };
}
