"""What each rule holds, in Chinese; the English sentence is the first one of the rule's file.

One table beside the rules: a rule is read and changed in its file, and the test of the table says when the
Chinese sentence is missing.
"""

from __future__ import annotations

HOLDS: dict[str, str] = {
    "schema": "文件符合 BPMN 2.0 的模式（ISO/IEC 19510 附录），其他工具也会这样要求。",
    "values": "真假值是真假值，整数是整数，写法如 XML Schema。",
    "ids": "每个元素有自己的标识。",
    "executable": "流程包指明一个画出来的、用于执行的流程。",
    "owners": "一个流程标识只属于一个流程包：否则调用会落到最先找到的那个。",
    "supported": "执行的都如标准所说，以支持表为准；其余一律拒绝，绝不凭猜测执行。",
    "unread": "画出来或配置的内容，没有一样被悄悄忽略。",
    "links": "链接成对出现：抛出通向同名、同一作用域中唯一的捕获（§10.5.5.8）。",
    "flows": "顺序流连接同一作用域的两个节点，条件写在会被查问的地方。",
    "reachable": "每个元素都能从它的作用域开始之处到达。",
    "endless": "没有从不等待的循环。",
    "starts": "作用域在一个明显的地方开始，启动它的事件都有人接收。",
    "boundaries": "边界事件附在同一作用域的活动上，各用自己的代码；错误总是中断。",
    "event_subprocesses": "事件子流程恰有一个开始，其触发与同一作用域的其他事件子流程不同。",
    "event_gateways": "事件网关至少通向两个事件，每个事件只等待它（ISO/IEC 19510 §10.6.6）。",
    "instantiating": "没有开始事件而启动流程的：接收任务和事件网关（§10.3.3、§13.4.4）。",
    "messages": "消息、错误和升级有据以查找的名称和代码。",
    "tasks": "发送、接收、决策或计算的任务写明做什么（ISO/IEC 19510 §10.3.3）。",
    "compensation": "补偿：每个处理者撤销一个活动，要补偿的能够补偿（§10.6、§13.5.5）。",
    "transactions": "取消事件结束一个事务，事务有相应的出口（ISO/IEC 19510 §10.5.5.2、§13.5.6）。",
    "ad_hoc": "即席子流程有不画开始的活动，并写明何时足够（§10.3.5）。",
    "timers": "定时器有日期、时长或周期，总是相同的值是一个时间。",
    "loops": "循环写明次数：条件或最大次数、基数或集合，而且能够成立。",
    "behaviors": "多实例在实例完成时抛出什么已选定，而且能够抛出。",
    "expressions": "每个表达式都是能读的 FEEL。",
    "conditions": "总是相同的条件给出真或假，并让循环能够结束。",
    "types": "表达式与已知的类型相符：表单的、声明的工单字段的、工单自身事实的。",
    "decisions": "rules/ 中的决策模型是可执行的 DMN 1.5，每个决策有自己的标识。",
    "user_tasks": "用户任务写明由谁办理，它的表单存在。",
    "task_moments": "任务的到期或跟进是一个时间；到期时间只有一个，没有两个。",
    "service_tasks": "服务任务指明对工单的操作，或有程序处理的外部动作。",
    "calls": "调用活动调用本流程包的流程，或包清单在 `calls` 中指明的流程包的流程。",
    "bindings": "绑定到版本的调用活动指明一个存在的版本。",
    "mappings": "进出活动的值各只写一次，有来源和去处。",
    "placed": "只在某类元素上读取的内容，不写在会被忽略的其他元素上。",
    "forms": "表单和工单字段是可检查、可显示、不从外部取用内容的 JSON Schema。",
    "sources": "`x-source` 指明存在的选项来源，写在任务表单的文本字段上。",
    "names": "没有变量遮住引擎已知的内容：工单、来电、消息、循环计数。",
    "writes": "多实例的成员不会互相覆盖值。",
    "marks": "元素对工单的意义指明存在的内容：时限、里程碑、层级。",
    "soundness": "无论途中如何选择，每个令牌都能到达结束，每个元素都有用处。",
    "closed_loop": "闭环中，每条到正常结束的路径都经过回访和归档，或写明为何不必。",
    "closed_loop_limits": "闭环中，每个人工环节都有时限，超时会到达上级层级。",
    "exempt": "闭环的豁免有清单中的原因，写在可以豁免的地方。",
}
