namespace Personalize.Data.Accounts;

/// <summary>Somebody tried what their role does not allow.</summary>
public sealed class RightMissingException : Exception
{
    public RightMissingException(Right right)
        : base($"This needs the right {right}. The role {RoleRights.LeastWith(right)} has it; an Admin can grant it.") => Right = right;

    public Right Right { get; }
}
