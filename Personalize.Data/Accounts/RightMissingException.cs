namespace Personalize.Data.Accounts;

/// <summary>Somebody tried what their role does not allow.</summary>
public sealed class RightMissingException : Exception
{
    public RightMissingException(Right right)
        : base($"This needs the right {right}, which the role {RoleRights.LeastWith(right)} has.") => Right = right;

    public Right Right { get; }
}
