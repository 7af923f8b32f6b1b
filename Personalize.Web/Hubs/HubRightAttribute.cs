using Personalize.Data.Accounts;

namespace Personalize.Web.Hubs;

/// <summary>What a caller of the method must be allowed to do. Each method of a hub has one; see <see cref="HubRights"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HubRightAttribute(Right right) : Attribute
{
    public Right Right => right;
}
