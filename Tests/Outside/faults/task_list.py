"""All that is disturbed; see tasks.py."""
from stores import Reference
from tasks import LongRun, Pause, Resume, ResumeFromSnapshot, Run, Trace
from whole_runs import Branch, Delete, Export, Rebuild


def all_tasks(lab, disk):
    """Every task on short runs; one of them long enough for several commits."""
    short = Reference(lab, 50)
    tasks = [Run(lab, short), Pause(lab, short)]
    if lab.quick:
        return tasks
    # 10,000 events are a commit, and what is left at the end another.
    long = Reference(lab, 900)
    return tasks + [
        ResumeFromSnapshot(lab, disk, short), Branch(lab, short), Rebuild(lab, short),
        Delete(lab, short), Trace(lab, short), Export(lab, short), LongRun(lab, long),
        Resume(lab, disk, long),
    ]
