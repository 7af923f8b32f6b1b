using MudBlazor;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Shell;

/// <summary>How each kind of activity looks everywhere: word, icon, colour slot.</summary>
public sealed record KindLook(string Word, string Icon, int Slot)
{
    public static KindLook Of(ActivityKind kind) => kind switch
    {
        ActivityKind.View => new("view", Icons.Material.Outlined.Visibility, 1),
        ActivityKind.Like => new("like", Icons.Material.Outlined.FavoriteBorder, 2),
        ActivityKind.Comment => new("comment", Icons.Material.Outlined.ModeComment, 3),
        ActivityKind.Share => new("share", Icons.Material.Outlined.IosShare, 4),
        ActivityKind.Purchase => new("purchase", Icons.Material.Outlined.ShoppingBag, 5),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No look is defined for this kind of activity."),
    };
}
