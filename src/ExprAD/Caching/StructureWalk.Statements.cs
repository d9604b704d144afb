using System.Linq.Expressions;

namespace ExprAD.Caching;

// The tokens of the nodes that only hand-built trees contain.
internal sealed partial class StructureWalk
{
    private void VisitStatement(Expression node)
    {
        switch (node)
        {
            case SwitchExpression choice:
                Visit(choice);
                break;
            case LoopExpression loop:
                Emit(ExpressionType.Loop);
                EmitLabel(loop.BreakLabel);
                EmitLabel(loop.ContinueLabel);
                Push(loop.Body);
                break;
            case LabelExpression label:
                Emit(ExpressionType.Label, label.DefaultValue is null ? 0 : 1);
                EmitLabel(label.Target);
                PushIfAny(label.DefaultValue);
                break;
            case GotoExpression jump:
                Emit(ExpressionType.Goto, (int)jump.Kind | (jump.Value is null ? 0 : 16));
                EmitLabel(jump.Target);
                Emit((object)jump.Type);
                PushIfAny(jump.Value);
                break;
            case TryExpression guarded:
                Visit(guarded);
                break;
            case RuntimeVariablesExpression variables:
                Emit(ExpressionType.RuntimeVariables);
                EmitVariables(variables.Variables);
                break;
            case DebugInfoExpression position:
                Visit(position);
                break;
            case DynamicExpression site:
                Emit(ExpressionType.Dynamic);
                Emit((object)site.DelegateType);
                Emit((object)site.Binder);
                Emit(((IArgumentProvider)site).ArgumentCount);
                PushArguments(site);
                break;
            default:
                VisitExtension(node);
                break;
        }
    }

    private void Visit(SwitchExpression node)
    {
        Emit(ExpressionType.Switch, (node.Comparison is null ? 0 : 1) | (node.DefaultBody is null ? 0 : 2));
        Emit((object)node.Type);
        if (node.Comparison is not null)
        {
            Emit((object)node.Comparison);
        }

        Emit(node.Cases.Count);
        foreach (var choice in node.Cases)
        {
            Emit(choice.TestValues.Count);
        }

        PushIfAny(node.DefaultBody);
        for (var index = node.Cases.Count - 1; index >= 0; index--)
        {
            Push(node.Cases[index].Body);
            PushReversed(node.Cases[index].TestValues);
        }

        Push(node.SwitchValue);
    }

    private void Visit(TryExpression node)
    {
        Emit(ExpressionType.Try, (node.Finally is null ? 0 : 1) | (node.Fault is null ? 0 : 2));
        Emit((object)node.Type);
        Emit(node.Handlers.Count);
        foreach (var handler in node.Handlers)
        {
            Emit((handler.Variable is null ? 0 : 1) | (handler.Filter is null ? 0 : 2));
            Emit((object)handler.Test);
            if (handler.Variable is not null)
            {
                EmitParameter(handler.Variable);
            }
        }

        PushIfAny(node.Fault);
        PushIfAny(node.Finally);
        for (var index = node.Handlers.Count - 1; index >= 0; index--)
        {
            Push(node.Handlers[index].Body);
            PushIfAny(node.Handlers[index].Filter);
        }

        Push(node.Body);
    }

    private void Visit(DebugInfoExpression node)
    {
        Emit(ExpressionType.DebugInfo, node.IsClear ? 1 : 0);
        Emit((object)node.Document.FileName);
        Emit(node.StartLine);
        Emit(node.StartColumn);
        Emit(node.EndLine);
        Emit(node.EndColumn);
    }

    private void PushIfAny(Expression? node)
    {
        if (node is not null)
        {
            Push(node);
        }
    }
}
