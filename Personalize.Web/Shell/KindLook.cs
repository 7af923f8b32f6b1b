using MudBlazor;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Shell;

/// <summary>How each kind of activity looks everywhere: word, word in the past, icon, colour slot.</summary>
public sealed record KindLook(string Word, string Past, string Icon, int Slot)
{
    public static KindLook Of(ActivityKind kind) => kind switch
    {
        ActivityKind.View => new("view", "viewed", Icons.Material.Outlined.Visibility, 1),
        ActivityKind.Like => new("like", "liked", Icons.Material.Outlined.FavoriteBorder, 2),
        ActivityKind.Comment => new("comment", "commented", Icons.Material.Outlined.ModeComment, 3),
        ActivityKind.Share => new("share", "shared", Icons.Material.Outlined.IosShare, 4),
        ActivityKind.Purchase => new("purchase", "bought", Icons.Material.Outlined.ShoppingBag, 5),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No look is defined for this kind of activity."),
    };
}
